import { expTable, steps } from './exp-table.ts';
import { inverse, lnFirst, lnSecond, lnThird, toInteger } from './reduction.ts';

/** Exponentials are held times 2^900, so that neither they nor their low parts underflow. */
export const scaleExponent = 900;

/** Below this, e^d < 2^-1586 is held as 0. */
export const cutoff = -1100;

/**
 * A held e^d is off by less than this, relative to itself; 2^-87.5 is the most that was seen.
 *
 * With r = d − k ln2/1024, |r| < 2^-11.52, the one term of note that is kept in a single double is τ = r³/6 + …, below
 * 2^-37.1. It suffers half a rounding in the constant 1/6, four in being made (r · r, · r, the sum in brackets, the
 * product with it), and one each in being added to the low part, multiplied by 2^(j/1024) and added again:
 * 7.5 · 2^-53 · τ < 2^-87.1. All else is below 2^-92 each: r⁸/8! < 2^-107; ln 2 to 117 bits, k · 2^-127 < 2^-106; the
 * roundings of the low parts among themselves, of numbers below 2^-43, < 2^-96 each; products of two low parts < 2^-100.
 */
export const expError = 2 ** -86;

const powersOfTwo = new Float64Array(1600).map((_, i) => 2 ** (scaleExponent - i));

/** Multiplying by it splits a double in two of 26 bits (Dekker 1971, https://doi.org/10.1007/BF01397083). */
const splitter = 2 ** 27 + 1;

/**
 * exp(x − max) · 2^900 of every logit, as double-doubles hi + lo; 0 where x − max < −1100.
 * Tang's table method (https://doi.org/10.1145/63522.214389), carried in double-double.
 * @param max - the greatest logit, finite
 * @param hi - receives the nearest doubles, as long as `logits`
 * @param lo - receives the rest
 */
export function exponentials(logits: Float64Array, max: number, hi: Float64Array, lo: Float64Array): void {
  const table = expTable();
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    const d = x - max;
    if (!(d >= cutoff)) {
      hi[i] = 0;
      lo[i] = 0;
      continue;
    }
    // x − max = d + dLow, exactly (Knuth's TwoSum).
    const shadow = d - x;
    const dLow = x - (d - shadow) - (max + shadow);

    // r + rLow = d + dLow − k ln2/1024. d − k · lnFirst is exact: k is the nearest integer, and the two lie within a
    // factor of 2 (Sterbenz).
    const k = d * inverse + toInteger - toInteger;
    const near = d - k * lnFirst;
    const correction = k * lnSecond;
    const sum = near - correction;
    const sumShadow = sum - near;
    const sumLow = near - (sum - sumShadow) - (correction + sumShadow) + (dLow - k * lnThird);
    const r = sum + sumLow;
    const rLow = sumLow - (r - sum);

    // e^r − 1 = a + aLow: r + r²/2 in double-double, the rest in double.
    const rSplit = splitter * r;
    const rTop = rSplit - (rSplit - r);
    const rEnd = r - rTop;
    const square = r * r;
    const squareLow = rTop * rTop - square + 2 * rTop * rEnd + rEnd * rEnd;
    const tail = square * r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040)))));
    const halfSquare = 0.5 * square;
    const a = r + halfSquare;
    const aLow = tail + (halfSquare - (a - r) + (rLow + (r * rLow + 0.5 * squareLow)));

    // e^d = 2^(j/1024) · (1 + a + aLow), times a power of two.
    const integer = k | 0;
    const entry = (integer & (steps - 1)) << 1;
    const t = table[entry]!;
    const tLow = table[entry + 1]!;
    const product = t * a;
    const tSplit = splitter * t;
    const tTop = tSplit - (tSplit - t);
    const tEnd = t - tTop;
    const aSplit = splitter * a;
    const aTop = aSplit - (aSplit - a);
    const aEnd = a - aTop;
    const productLow = tTop * aTop - product + tTop * aEnd + tEnd * aTop + tEnd * aEnd;
    const e = t + product;
    const eLow = t * aLow + (product - (e - t) + (productLow + (tLow + tLow * a)));
    const scale = powersOfTwo[0 - (integer >> halvingBits)]!;
    const head = e + eLow;
    hi[i] = head * scale;
    lo[i] = (eLow - (head - e)) * scale;
  }
}

/** k >> 10 is the exponent of two, k & 1023 the entry of the table. */
const halvingBits = 10;
