import { expTable, steps } from '../double-double/exp-table.ts';
import { inverse, lnFirst, lnSecond, lnThird, toInteger } from '../double-double/reduction.ts';

/** Below this, e^d < 2^-1009 is held as 0. */
export const cutoff = -700;

/**
 * An e^d is off by less than this, relative to itself: 2.02 units u = 2^-53. 1.98 u are the most that was seen.
 *
 * With r = d − k ln2/1024, |r| < 2^-11.52: r is less than 2^-63.9 off (two roundings of numbers below 2^-11, the
 * rest as in double-double), e^r − 1 less than 2^-62.6 with Taylor's rest r⁵/120 < 2^-64.4 and the last rounding, 2^-65.
 * Its product with 2^(j/1024) is rounded by less than 2^-64. That is 0.002 u in all. One u is the rounding of the table's
 * 2^(j/1024), one that of the last addition. Powers of two down to 2^-1010 are exact.
 */
export const expError = 2.02 * 2 ** -53;

const powersOfTwo = new Float64Array(1024).map((_, i) => 2 ** -i);

/** k >> 10 is the exponent of two, k & 1023 the entry of the table. */
const halvingBits = 10;

/**
 * exp(x − max) of every logit, as doubles; 0 where x − max < −700.
 * Tang's table method (https://doi.org/10.1145/63522.214389), with x − max and its reduction in double-double.
 * @param max - the greatest logit, finite
 * @param values - receives them, as long as `logits`
 */
export function exponentials(logits: Float64Array, max: number, values: Float64Array): void {
  const table = expTable();
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    const d = x - max;
    if (!(d >= cutoff)) {
      values[i] = 0;
      continue;
    }
    // x − max = d + dLow, exactly (Knuth's TwoSum).
    const shadow = d - x;
    const dLow = x - (d - shadow) - (max + shadow);
    const k = d * inverse + toInteger - toInteger;
    const r = d - k * lnFirst - k * lnSecond + (dLow - k * lnThird);
    const a = r + r * r * (0.5 + r * (1 / 6 + r * (1 / 24)));
    const integer = k | 0;
    const t = table[(integer & (steps - 1)) << 1]!;
    values[i] = (t + t * a) * powersOfTwo[0 - (integer >> halvingBits)]!;
  }
}
