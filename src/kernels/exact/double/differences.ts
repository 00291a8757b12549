import type { Format } from '../../formats/format.ts';
import { powersOfTwo } from '../../formats/powers.ts';
import { round } from '../../formats/round.ts';
import type { Approximation } from '../double-double/index.ts';
import type { Output } from '../output.ts';
import { ulpExponent } from '../round-exact.ts';
import { constantFor, exponentBias } from './rounding.ts';

/**
 * x − max − logTotal of every logit, rounded to the format. Both differences have one sign, so nothing
 * cancels: roundings of u = 2^-53 each for max − x, the sum and the bounds about it; one more for all products of errors.
 * @param logTotal - of which the first double is used
 * @param format - of at most 24 bits, or 11 with residuals, whose subnormals are kept
 * @param undecided - called with the index of each value that the error leaves open
 */
export function differences(
  logits: Float64Array,
  max: number,
  logTotal: Approximation,
  format: Format,
  { values, residuals }: Output,
  undecided: (index: number) => void,
): void {
  const { max: greatest, precision } = format;
  const least = format.minExponent + exponentBias;
  const total = logTotal.hi;
  const error = logTotal.error + total * 2 ** -52;
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    const loss = max - x + total;
    const margin = error + loss * (4 * 2 ** -53);
    const c = constantFor(loss, least, precision);
    const nearest = loss - margin + c - c;
    if (nearest !== loss + margin + c - c) {
      if (x > -Infinity) {
        undecided(i);
      } else {
        values[i] = round(x, format);
        if (residuals) residuals[i] = NaN;
      }
      continue;
    }
    const value = nearest > 0 && nearest <= greatest ? -nearest : round(-nearest, format);
    values[i] = value;
    if (residuals)
      residuals[i] = Number.isFinite(value)
        ? -(loss + value) / powersOfTwo[ulpExponent(value, format) + exponentBias]!
        : NaN;
  }
}
