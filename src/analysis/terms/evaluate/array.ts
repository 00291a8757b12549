/** An n-dimensional array, the last axis fastest; a scalar has no axes. */
export interface NdArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** What a library would raise: shapes that do not broadcast, an axis that is not there. */
export class ShapeError extends Error {}

export function scalar(value: number): NdArray {
  return { shape: [], data: Float64Array.of(value) };
}

/** Values are compared on arrays of a few dozen elements. Indices of indices can ask for billions. */
const mostElements = 65_536;

export function newData(size: number): Float64Array {
  if (size > mostElements) throw new ShapeError(`${size} elements are more than values are compared on.`);
  return new Float64Array(size);
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

/** How far apart neighbours along each axis are in `data`. */
export function stridesOf(shape: readonly number[]): readonly number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
  return strides;
}

/** A non-negative axis. */
export function normalAxis(axis: number, dimensions: number): number {
  const normal = axis < 0 ? axis + dimensions : axis;
  if (!(normal >= 0 && normal < dimensions)) throw new ShapeError(`There is no axis ${axis} of ${dimensions}.`);
  return normal;
}

/** NumPy's broadcasting: shapes are aligned at their last axes, and a length of 1 stretches. */
export function broadcastShapes(a: readonly number[], b: readonly number[]): readonly number[] {
  const dimensions = Math.max(a.length, b.length);
  return Array.from({ length: dimensions }, (_, axis) => {
    const m = a[axis - dimensions + a.length] ?? 1;
    const n = b[axis - dimensions + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) throw new ShapeError(`Lengths ${m} and ${n} do not broadcast.`);
    return m === 1 ? n : m;
  });
}

/** The array stretched to a shape that it broadcasts to. */
export function broadcastTo(array: NdArray, shape: readonly number[]): NdArray {
  const missing = shape.length - array.shape.length;
  if (missing === 0 && shape.every((length, axis) => length === array.shape[axis])) return array;
  const strides = stridesOf(array.shape);
  return walk(
    array.data,
    shape,
    shape.map((_, axis) => (axis < missing || array.shape[axis - missing] === 1 ? 0 : strides[axis - missing]!)),
  );
}

/** Axes in another order: axis i of the result is axis `order[i]` of the array. */
export function permute(array: NdArray, order: readonly number[]): NdArray {
  if (order.every((source, axis) => source === axis)) return array;
  const strides = stridesOf(array.shape);
  return walk(
    array.data,
    order.map((axis) => array.shape[axis]!),
    order.map((axis) => strides[axis]!),
  );
}

/** The elements that are met when each axis of `shape` is gone along in steps of its stride, the last axis fastest. */
function walk(from: Float64Array, shape: readonly number[], strides: readonly number[]): NdArray {
  const data = newData(sizeOf(shape));
  const place = new Array<number>(shape.length).fill(0);
  let at = 0;
  for (let i = 0; i < data.length; i++) {
    data[i] = from[at]!;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += strides[axis]!;
      place[axis] = place[axis]! + 1;
      if (place[axis]! < shape[axis]!) break;
      at -= strides[axis]! * shape[axis]!;
      place[axis] = 0;
    }
  }
  return { shape, data };
}
