import type { Format } from '../../formats/format.ts';
import { powersOfTwo } from '../../formats/powers.ts';
import type { Output } from '../output.ts';
import { ulpExponent } from '../round-exact.ts';
import { constantFor, exponentBias } from './rounding.ts';

/**
 * Beyond the errors of its operands, a quotient is off by less than this, relative to itself. Roundings of u = 2^-53 each:
 * 1 + rest, its reciprocal, the product, the bounds about it; one more for all products of errors.
 */
export const divisionError = 5 * 2 ** -53;

/**
 * Each value divided by 1 + rest, rounded to the format. A value that was held as 0, and a product that underflows, are
 * far below half the least value of any format of at most 24 bits.
 * @param error - how far off a quotient is at most, relative to itself
 * @param format - of at most 24 bits, or 11 with residuals, whose subnormals are kept
 * @param undecided - called with the index of each value that the error leaves open
 */
export function quotients(
  exponentials: Float64Array,
  rest: number,
  error: number,
  format: Format,
  { values, residuals }: Output,
  undecided: (index: number) => void,
): void {
  const { precision } = format;
  const least = format.minExponent + exponentBias;
  const factor = 1 / (1 + rest);
  for (let i = 0; i < exponentials.length; i++) {
    const p = exponentials[i]! * factor;
    const margin = p * error;
    const c = constantFor(p, least, precision);
    const value = p - margin + c - c;
    if (value !== p + margin + c - c) {
      undecided(i);
      continue;
    }
    values[i] = value;
    if (residuals) residuals[i] = (p - value) / powersOfTwo[ulpExponent(value, format) + exponentBias]!;
  }
}
