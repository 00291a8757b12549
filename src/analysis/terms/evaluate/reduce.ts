import type { Arithmetic } from '../../../kernels/index.ts';
import type { ReduceName } from '../term.ts';
import { permute, sizeOf, type NdArray } from './array.ts';
import { once } from './once.ts';

/** Reductions of a line of numbers, rounded after every operation as the arithmetic says. */
export const reductions = once(makeReductions);

function makeReductions(within: Arithmetic): Readonly<Record<ReduceName, (values: Float64Array) => number>> {
  const { sum, max, add, subtract, multiply, divide, exp, log, sqrt } = within;
  const mean = (values: Float64Array) => divide(sum(values), values.length);
  const squares = (values: Float64Array) => values.map((value) => multiply(value, value));
  const variance = (values: Float64Array) => {
    const middle = mean(values);
    return mean(squares(values.map((value) => subtract(value, middle))));
  };
  return {
    sum,
    mean,
    max,
    min: (values) => -max(values.map((value) => -value)),
    product: (values) => values.reduce((product, value) => multiply(product, value), 1),
    logsumexp: (values) => {
      const m = max(values);
      const shift = Number.isFinite(m) ? m : 0;
      return add(m, log(sum(values.map((value) => exp(subtract(value, shift))))));
    },
    norm: (values) => sqrt(sum(squares(values))),
    variance,
    deviation: (values) => sqrt(variance(values)),
  };
}

/** @param axes - non-negative and distinct */
export function reduceArray(
  array: NdArray,
  name: ReduceName,
  axes: readonly number[],
  keepdims: boolean,
  within: Arithmetic,
): NdArray {
  const all = array.shape.map((_, axis) => axis);
  const kept = all.filter((axis) => !axes.includes(axis));
  const rows = permute(array, [...kept, ...axes]);
  const length = sizeOf(axes.map((axis) => array.shape[axis]!));
  const count = rows.data.length / length;
  const f = reductions(within)[name];
  const data = Float64Array.from({ length: count }, (_, row) =>
    f(rows.data.subarray(row * length, (row + 1) * length)),
  );
  const shape = keepdims
    ? array.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
    : kept.map((axis) => array.shape[axis]!);
  return { shape, data };
}
