import type { Format } from '../formats/format.ts';
import { between, roundByZiv, type Enclosure, type Rounded } from './enclosure.ts';
import { differences, type Approximation } from './double-double/differences.ts';
import type { Output } from './double-double/quotients.ts';
import { rescale, toNumber, unitBits } from './integer/fixed-point.ts';
import { put } from './softmax.ts';
import type { Interval, Totals } from './totals.ts';

/**
 * x − max − log Σ exp(x − max), correctly rounded; where x is the maximum, −log(1 + rest), to the last bit of the rest.
 *
 * Rational only with a single term, where it is 0: for a rational q, e^q Σ e^x_j = e^x_i is a linear relation between
 * exponentials with positive factors, which Lindemann and Weierstrass leave to one term on each side.
 */
export function exactLogSoftmax(totals: Totals, format: Format, output: Output): void {
  const { logits, facts } = totals;
  const greatest = logProbability(totals, facts.max, format, 1);
  for (let i = 0; i < logits.length; i++) if (logits[i] === facts.max) put(output, i, greatest);
  differences(logits, facts.max, approximate(totals.logTotal(0)), format, output, (i) => {
    put(output, i, logProbability(totals, logits[i]!, format, 1));
  });
}

/** log p of a logit: negative, or 0. `sign` −1 gives −log p. */
export function logProbability(totals: Totals, x: number, format: Format, sign: 1 | -1): Rounded {
  if (totals.facts.terms === 1) return { value: 0, residual: 0 };
  const gap = totals.gap(x);
  return roundByZiv((level) => {
    const loss = sumOf(gap, totals.logTotal(level));
    return sign < 0 ? loss : negated(loss);
  }, format);
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
function approximate(interval: Interval): Approximation {
  const bits = Math.min(interval.bits, 1000);
  const low = rescale(interval.low, interval.bits, bits);
  const high = rescale(interval.high, interval.bits, bits) + 1n;
  const hi = toNumber(low, bits);
  // hi has 53 bits: as an integer it is exact.
  const lo = toNumber(low - BigInt(hi * 2 ** bits), bits);
  return { hi, lo, error: toNumber(high - low + 1n, bits) + hi * 2 ** -104 };
}
