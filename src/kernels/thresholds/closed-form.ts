// Where the ideal operation in a format fails: real numbers, given as the nearest double up to one ulp. For float64
// that double can itself lie on either side; first-grid-values.ts has the values of the grid.
import type { Format } from '../formats/format.ts';

/** ln 2 in two parts (fdlibm's): the first has few enough bits that its product with an exponent is exact. */
const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;

/** ln(2^exponent · (1 + offset)) with one rounding of note: 1024 · Math.LN2 alone would keep none of the offset's bits. */
function logOfScaled(exponent: number, offset: number): number {
  return exponent * ln2High + (exponent * ln2Low + Math.log1p(offset));
}

/** exp(x) overflows above: ln(max + ½ ulp), where rounding to nearest leaves the finite values. */
export function expOverflow(format: Format): number {
  // max + ½ ulp = 2^(maxExponent + 1) · (1 − 2^−(p + 1)), which no double holds for float64.
  return logOfScaled(format.maxExponent + 1, -(format.unitRoundoff / 2));
}

/** exp(x) is 0 below: ln(½ · the least subnormal). */
export function expZero(format: Format): number {
  return logOfScaled(format.minExponent - format.precision, 0);
}

/** exp(x) is subnormal below, and loses bits: ln of the least normal value. */
export function expSubnormal(format: Format): number {
  return logOfScaled(format.minExponent, 0);
}

/**
 * The sum of exp of n equal logits overflows above, each operation ideal but for the range of the format:
 * ln((max + ½ ulp) / n). A sum under a policy can differ by some steps of the grid.
 * @param n - number of logits. Infinity of none; NaN if n is no count.
 */
export function sumOverflow(format: Format, n: number): number {
  if (!Number.isInteger(n) || n < 0) return NaN;
  const boundary = 2 ** format.maxExponent * (2 - format.unitRoundoff);
  // Near n = boundary the difference of two logarithms would cancel.
  if (n > boundary / 2 && n < boundary * 2) return Math.log1p((boundary - n) / n);
  return expOverflow(format) - Math.log(n);
}

/** A probability is 0, and its log −Infinity, from this gap to the greatest logit on. */
export function probabilityZeroGap(format: Format): number {
  return -expZero(format);
}

/** The greatest probability of two is exactly 1, and its gradient 0, from this gap on: −ln u. */
export function probabilityOneGap(format: Format): number {
  return logOfScaled(format.precision, 0);
}
