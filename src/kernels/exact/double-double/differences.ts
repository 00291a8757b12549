import type { Format } from '../../formats/format.ts';
import { round } from '../../formats/round.ts';
import type { Output } from '../output.ts';
import { ulpExponent } from '../round-exact.ts';
import { nearestWithin } from './within.ts';

/** A positive number that lies within `error` of hi + lo. */
export interface Approximation {
  readonly hi: number;
  readonly lo: number;
  readonly error: number;
}

/**
 * x − max − logTotal of every logit, rounded to the format. Both differences have one sign, so nothing
 * cancels: less than 2^-100 off relative to themselves, beyond the error of `logTotal`.
 * @param undecided - called with the index of each value that the error leaves open
 */
export function differences(
  logits: Float64Array,
  max: number,
  { hi, lo, error }: Approximation,
  format: Format,
  { values, residuals }: Output,
  undecided: (index: number) => void,
): void {
  const plain = format.precision === 53;
  // Of a value of the grid up to there, most formats' own rules leave nothing to do.
  const most = format.subnormals === 'kept' ? format.max : 0;
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    if (x === -Infinity) {
      values[i] = round(x, format);
      if (residuals) residuals[i] = NaN;
      continue;
    }
    // max − x = d + dLow, then that plus hi + lo: Knuth's TwoSum, twice
    const d = max - x;
    const shadow = d - max;
    const dLow = max - (d - shadow) - (x + shadow);
    const sum = d + hi;
    const sumShadow = sum - d;
    const low = d - (sum - sumShadow) + (hi - sumShadow) + (dLow + lo);
    const head = sum + low;
    const rest = low - (head - sum);
    const margin = error + head * 2 ** -100;

    let nearest = head + (rest - margin);
    if (!plain || nearest !== head + (rest + margin)) nearest = nearestWithin(head, rest, margin, format);
    if (nearest !== nearest) {
      undecided(i);
      continue;
    }
    const value = nearest > 0 && nearest <= most ? -nearest : round(-nearest, format);
    values[i] = value;
    if (residuals)
      residuals[i] = Number.isFinite(value) ? -(head + value + rest) / 2 ** ulpExponent(value, format) : NaN;
  }
}
