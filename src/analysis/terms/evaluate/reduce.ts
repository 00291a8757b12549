import type { ReduceName } from '../term.ts';
import { permute, sizeOf, type NdArray } from './array.ts';

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
const largest = (values: Float64Array) => values.reduce((most, value) => Math.max(most, value), -Infinity);
const variance = (values: Float64Array) => {
  const mean = sum(values) / values.length;
  return sum(values.map((value) => (value - mean) ** 2)) / values.length;
};

const reductions: Readonly<Record<ReduceName, (values: Float64Array) => number>> = {
  sum,
  mean: (values) => sum(values) / values.length,
  max: largest,
  min: (values) => -largest(values.map((value) => -value)),
  product: (values) => values.reduce((product, value) => product * value, 1),
  logsumexp: (values) => {
    const m = largest(values);
    return m + Math.log(sum(values.map((value) => Math.exp(value - m))));
  },
  norm: (values) => Math.hypot(...values),
  variance,
  deviation: (values) => Math.sqrt(variance(values)),
};

/** @param axes - non-negative and distinct */
export function reduceArray(array: NdArray, name: ReduceName, axes: readonly number[], keepdims: boolean): NdArray {
  const all = array.shape.map((_, axis) => axis);
  const kept = all.filter((axis) => !axes.includes(axis));
  const rows = permute(array, [...kept, ...axes]);
  const length = sizeOf(axes.map((axis) => array.shape[axis]!));
  const count = rows.data.length / length;
  const f = reductions[name];
  const data = Float64Array.from({ length: count }, (_, row) =>
    f(rows.data.subarray(row * length, (row + 1) * length)),
  );
  const shape = keepdims
    ? array.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : kept.map((axis) => array.shape[axis]!);
  return { shape, data };
}
