import type { Format } from '../formats/format.ts';
import * as double from './double/index.ts';
import * as doubleDouble from './double-double/index.ts';
import { firstLevel, ratio, roundByZiv, type Enclosure } from './enclosure.ts';
import { beyond, expOfMinus } from './integer/exp.ts';
import { deciding, put, type Output } from './output.ts';
import { bitsAt, type Totals } from './totals.ts';

/**
 * exp(x − max) / Σ exp(x − max), correctly rounded.
 *
 * Rational only where all terms are equal: exp of distinct algebraic numbers are linearly independent over them
 * (Lindemann and Weierstrass), and p = q makes a relation with the factors 1 − q and −q. Then p is 1 / terms, which can
 * be a midpoint, as 1/1024 in e4m3; else Ziv's strategy ends.
 */
export function exactSoftmax(totals: Totals, format: Format, output: Output): void {
  const { logits, facts } = totals;
  const withResidual = output.residuals !== undefined;
  if (facts.tied) {
    const share = roundByZiv(() => ratio(1n, BigInt(facts.terms)), format, withResidual);
    const none = roundByZiv(() => ratio(0n, 1n), format, withResidual);
    for (let i = 0; i < logits.length; i++) put(output, i, logits[i]! > -Infinity ? share : none);
    return;
  }
  const undecided = deciding(logits, output, (x) => {
    const gap = totals.gap(x);
    return roundByZiv((level) => probability(totals, gap, level), format, withResidual);
  });
  if (firstLevel(format, withResidual) === 0) {
    const { hi, restHi, restLo, error } = totals.doubles;
    double.quotients(hi, restHi + restLo, 2 * error + double.divisionError, format, output, undecided);
    return;
  }
  const { hi, lo, restHi, restLo, error, scaleExponent } = totals.doubleDoubles;
  const unscaled = 2 ** -scaleExponent;
  const rest = restHi * unscaled;
  const totalHi = 1 + rest;
  const totalLo = (rest > 1 ? 1 - (totalHi - rest) : rest - (totalHi - 1)) + restLo * unscaled;
  const factor = doubleDouble.reciprocal(totalHi, totalLo);
  doubleDouble.quotients(hi, lo, factor, 2 * error + doubleDouble.divisionError, format, output, undecided);
}

/** exp(−gap) / (1 + rest). Below level 2 only the rest, the long sum, is in double or double-double. */
export function probability(totals: Totals, gap: bigint, level: number): Enclosure {
  const precision = bitsAt(Math.max(level, 2));
  const { low, high, bits } = totals.rest(level);
  const one = 1n << BigInt(bits);
  if (gap >= beyond) {
    return { low: 0n, high: 1n, lowDenominator: 1n, highDenominator: 1n, exponent: -90000 };
  }
  const term = expOfMinus(gap, precision);
  return {
    low: term.low,
    high: term.high,
    lowDenominator: one + high,
    highDenominator: one + low,
    exponent: bits - precision - term.halvings,
  };
}
