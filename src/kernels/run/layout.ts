import { failure, type KernelError } from './errors.ts';

/** The lines of a C-ordered array along one axis: `outer` blocks of `inner` interleaved lines of `length`. */
export interface Layout {
  readonly ok: true;
  readonly shape: readonly number[];
  readonly axis: number;
  readonly outer: number;
  readonly length: number;
  /** Also the distance between the neighbours on a line. */
  readonly inner: number;
}

/**
 * @param count - elements that there are
 * @param shape - of the array; one dimension of all elements if left out
 * @param axis - negative ones count from the end
 */
export function layoutOf(count: number, shape: readonly number[] = [count], axis = -1): Layout | KernelError {
  const isShape = shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  if (!isShape || product(shape) !== count) {
    const holds = isShape ? `holds ${product(shape)} elements` : 'is none: its lengths must be integers from 0 on';
    return failure('shape-mismatch', `The shape (${shape.join(', ')}) ${holds}; there are ${count}.`);
  }
  const dimensions = shape.length;
  if (!Number.isInteger(axis) || axis < -dimensions || axis >= dimensions) {
    const range = dimensions === 0 ? 'there are none' : `it must be from ${-dimensions} to ${dimensions - 1}`;
    return failure('axis-out-of-range', `The axis is ${axis} of the shape (${shape.join(', ')}); ${range}.`);
  }
  const place = axis < 0 ? axis + dimensions : axis;
  const [outer, inner] = [product(shape.slice(0, place)), product(shape.slice(place + 1))];
  return { ok: true, shape, axis: place, outer, length: shape[place]!, inner };
}

/** The shape of one value for each line. */
export function reducedShape({ shape, axis }: Layout, keepdims: boolean): readonly number[] {
  return shape.flatMap((length, place) => (place !== axis ? [length] : keepdims ? [1] : []));
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((a, b) => a * b, 1);
}
