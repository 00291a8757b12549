import type { Format } from '../formats/format.ts';
import { roundByZiv, ratio, type Rounded } from './enclosure.ts';
import { toUnits, unitBits } from './integer/fixed-point.ts';
import { sumOf } from './log-softmax.ts';
import type { Totals } from './totals.ts';

/**
 * max + log Σ exp(x − max), correctly rounded. The two can cancel to any number of bits, which costs levels of Ziv's
 * strategy. Rational only with a single term, where it is that logit (Lindemann and Weierstrass, as for log-softmax).
 */
export function exactLogSumExp(totals: Totals, format: Format, withResidual: boolean): Rounded {
  const units = toUnits(totals.facts.max);
  if (totals.facts.terms === 1) return roundByZiv(() => ratio(units, 1n << BigInt(unitBits)), format, withResidual);
  return roundByZiv((level) => sumOf(units, totals.logTotal(level)), format, withResidual);
}
