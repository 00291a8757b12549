import { expOfMinus } from './exp.ts';
import { guardBits, rescale, toNumber, toUnits, unitBits } from './fixed-point.ts';

/**
 * log(1 + r) as a fixed-point number, at most one unit of 2^-bits off.
 * @param r - at least 0 and below 2^40, of the same bits
 */
export function log1p(r: bigint, bits: number): bigint {
  const working = bits + guardBits;
  const shift = BigInt(working);
  // log(1 + r) = y + log(1 + t) with t = (1 + r) exp(−y) − 1, for any y; a double's near it makes t some 2^-50.
  const y = Math.max(0, Math.log1p(toNumber(r, bits)));
  const { low, halvings } = expOfMinus(toUnits(y), working);
  const total = (1n << shift) + (r << BigInt(guardBits));
  // `low` is at most 3 units below exp(−y), which `total` multiplies by at most 2^40 + 1.
  const t = ((total * low) >> BigInt(working + halvings)) - (1n << shift);
  const log = rescale(toUnits(y), unitBits, working) + logOfNearOne(t, shift);
  // To the nearest, so that the guard bits' error stays within the unit.
  return (log + (1n << BigInt(guardBits - 1))) >> BigInt(guardBits);
}

/** log(1 + t) = t − t²/2 + t³/3 − …, less than two units off for each term of |t| < 2^-40. */
function logOfNearOne(t: bigint, shift: bigint): bigint {
  let power = t;
  let sum = t;
  for (let k = 2n; power !== 0n && power !== -1n; k += 1n) {
    power = (power * t) >> shift;
    sum += (k & 1n) === 0n ? -(power / k) : power / k;
  }
  return sum;
}
