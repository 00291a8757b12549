import type { Format } from '../formats/format.ts';
import { divisionError, quotients, reciprocal, type Output } from './double-double/quotients.ts';
import { scaleExponent } from './double-double/exponentials.ts';
import { ratio, roundByZiv, type Enclosure, type Rounded } from './enclosure.ts';
import { beyond, expOfMinus } from './integer/exp.ts';
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
  if (facts.tied) {
    const share = roundByZiv(() => ratio(1n, BigInt(facts.terms)), format);
    const none = roundByZiv(() => ratio(0n, 1n), format);
    for (let i = 0; i < logits.length; i++) put(output, i, logits[i]! > -Infinity ? share : none);
    return;
  }
  const unscaled = 2 ** -scaleExponent;
  const restHi = totals.restHi * unscaled;
  const totalHi = 1 + restHi;
  const totalLo = (restHi > 1 ? 1 - (totalHi - restHi) : restHi - (totalHi - 1)) + totals.restLo * unscaled;
  const error = totals.error * 2 + divisionError;
  quotients(totals.hi, totals.lo, reciprocal(totalHi, totalLo), error, format, output, (i) => {
    const gap = totals.gap(logits[i]!);
    put(
      output,
      i,
      roundByZiv((level) => probability(totals, gap, level), format),
    );
  });
}

export function put({ values, residuals }: Output, index: number, { value, residual }: Rounded): void {
  values[index] = value;
  if (residuals) residuals[index] = residual;
}

/** exp(−gap) / (1 + rest). At level 0 only the rest is in double-double: it is the long sum. */
export function probability(totals: Totals, gap: bigint, level: number): Enclosure {
  const precision = bitsAt(Math.max(level, 1));
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
