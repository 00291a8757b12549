import type { Format } from '../formats/format.ts';
import { round } from '../formats/round.ts';
import { between, firstLevel, roundByZiv, type Enclosure, type Rounded } from './enclosure.ts';
import * as double from './double/index.ts';
import * as doubleDouble from './double-double/index.ts';
import { rescale, toNumber, unitBits } from './integer/fixed-point.ts';
import { deciding, put, type Output } from './output.ts';
import type { Interval, Totals } from './totals.ts';

/**
 * x − max − log Σ exp(x − max), correctly rounded; where x is the maximum, −log(1 + rest), to the last bit of the rest.
 *
 * Rational only with a single term, where it is 0: for a rational q, e^q Σ e^x_j = e^x_i is a linear relation between
 * exponentials with positive factors, which Lindemann and Weierstrass leave to one term on each side.
 */
export function exactLogSoftmax(totals: Totals, format: Format, output: Output): void {
  const { logits, facts } = totals;
  const withResidual = output.residuals !== undefined;
  if (facts.terms === 1) {
    const none = { value: round(-Infinity, format), residual: NaN };
    for (let i = 0; i < logits.length; i++) put(output, i, logits[i]! > -Infinity ? certain : none);
    return;
  }
  const undecided = deciding(logits, output, (x) => logProbability(totals, x, format, 1, withResidual));
  const level = firstLevel(format, withResidual);
  const { differences } = level === 0 ? double : doubleDouble;
  differences(logits, facts.max, approximate(totals.logTotal(level)), format, output, undecided);
}

/** log 1. */
const certain: Rounded = { value: 0, residual: 0 };

/** log p of a logit: negative, or 0. `sign` −1 gives −log p. */
export function logProbability(
  totals: Totals,
  x: number,
  format: Format,
  sign: 1 | -1,
  withResidual: boolean,
): Rounded {
  if (totals.facts.terms === 1) return certain;
  const gap = totals.gap(x);
  const enclosureAt = (level: number) => {
    const loss = sumOf(gap, totals.logTotal(level));
    return sign < 0 ? loss : negated(loss);
  };
  return roundByZiv(enclosureAt, format, withResidual);
}

/** units · 2^-1074 + interval. */
export function sumOf(units: bigint, { low, high, bits }: Interval): Enclosure {
  const fixed = rescale(units, unitBits, bits);
  const whole = rescale(fixed, bits, unitBits) === units || bits >= unitBits;
  return between(fixed + low, fixed + high + (whole ? 0n : 1n), bits);
}

function negated(enclosure: Enclosure): Enclosure {
  return { ...enclosure, low: -enclosure.high, high: -enclosure.low };
}

/** An interval of positive numbers in double-double. */
function approximate(interval: Interval): doubleDouble.Approximation {
  const bits = Math.min(interval.bits, 1000);
  const low = rescale(interval.low, interval.bits, bits);
  const high = rescale(interval.high, interval.bits, bits) + 1n;
  const hi = toNumber(low, bits);
  // hi has 53 bits: as an integer it is exact.
  const lo = toNumber(low - BigInt(hi * 2 ** bits), bits);
  return { hi, lo, error: toNumber(high - low + 1n, bits) + hi * 2 ** -104 };
}
