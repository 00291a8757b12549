// Where the ideal operation in a format fails: real numbers, given as the nearest double up to one ulp. For float64
// that double can itself lie on either side; first-grid-values.ts has the values of the grid.
import type { Format } from '../formats/format.ts';
import { logOfScaled } from './scaled-log.ts';

/** What max + ½ ulp, where rounding to nearest leaves the finite values, is of 2^(maxExponent + 1), less 1. Exact. */
function boundaryOffset({ max, maxExponent, unitRoundoff }: Format): number {
  // No double holds 2^1024, nor the boundary of float64.
  return max / 2 ** maxExponent / 2 - 1 + unitRoundoff / 2;
}

/** exp(x) overflows above: ln(max + ½ ulp), where rounding to nearest leaves the finite values. */
export function expOverflow(format: Format): number {
  return logOfScaled(format.maxExponent + 1, boundaryOffset(format));
}

/** exp(x) is 0 below: ln(½ · the least subnormal), or where subnormals are flushed ln of the least normal value. */
export function expZero(format: Format): number {
  if (format.subnormals === 'flushed') return expSubnormal(format);
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
  const boundary = 2 ** format.maxExponent * (2 + 2 * boundaryOffset(format));
  // Near n = boundary the difference of two logarithms would cancel.
  if (n > boundary / 2 && n < boundary * 2) return Math.log1p((boundary - n) / n);
  return expOverflow(format) - Math.log(n);
}

/** A sequential sum of ones kept in the format itself stops growing here: 2^p, where 1 is half a step. */
export function sumStagnation(format: Format): number {
  return 2 ** format.precision;
}

/** A probability is 0, and its log −Infinity, from this gap to the greatest logit on. */
export function probabilityZeroGap(format: Format): number {
  return -expZero(format);
}

/** The greatest probability of two is exactly 1, and its gradient 0, from this gap on: −ln u. */
export function probabilityOneGap(format: Format): number {
  return logOfScaled(format.precision, 0);
}

/**
 * n equal probabilities 1/n are all 0 after a cast to the format, from this n on: 1/n is half the least subnormal, which
 * ties to 0.
 */
export function massVanishes(format: Format): number {
  return format.subnormals === 'flushed' ? 2 ** -format.minExponent + 1 : 2 ** (format.precision - format.minExponent);
}
