import type { Format } from '../formats/format.ts';
import type { ExactValues } from './exact.ts';
import { ulpExponent } from './round-exact.ts';

/**
 * How far off a computed value is, in units in the last place of the format at the exact number: a real number, at most
 * 0.5 of a correctly rounded value. In the subnormal range the unit is the least subnormal.
 * @param value - computed in any way
 * @param nearest - the value of the format nearest to the exact number, an element of `ExactValues.values`
 * @param residual - the exact number minus `nearest` in ulps at `nearest`, the same element of `ExactValues.residuals`
 * @returns 0 where both are NaN or the same infinity; Infinity where one is not finite and the other is something else
 */
export function ulpError(value: number, nearest: number, residual: number, format: Format): number {
  if (!Number.isFinite(value) || !Number.isFinite(nearest)) return Object.is(value, nearest) ? 0 : Infinity;
  const exponent = ulpExponent(nearest, format);
  const error = Math.abs((value - nearest) / 2 ** exponent - residual);
  // Just below a power of two that it rounds to, the exact number has smaller ulps than that power.
  const below = nearest > 0 ? residual < 0 : residual > 0;
  return below && ulpExponent(nearest * (1 - 2 ** -53), format) < exponent ? 2 * error : error;
}

/** The largest `ulpError` of an array of computed values; 0 of none. Both arrays have one length. */
export function largestUlpError(values: ArrayLike<number>, exact: ExactValues, format: Format): number {
  const { residuals } = exact;
  if (!residuals) throw new TypeError('The exact values have no residuals; ask exact() for them: { residuals: true }.');
  if (values.length !== exact.values.length) {
    throw new RangeError(`There are ${values.length} values and ${exact.values.length} exact ones.`);
  }
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    largest = Math.max(largest, ulpError(values[i]!, exact.values[i]!, residuals[i]!, format));
  }
  return largest;
}
