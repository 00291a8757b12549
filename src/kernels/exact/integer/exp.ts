import { guardBits, rescale, unitBits } from './fixed-point.ts';
import { ln2 } from './ln2.ts';

/** exp(−gap) = m · 2^−(bits + halvings) with an m in [low, high]. */
export interface Exponential {
  readonly low: bigint;
  readonly high: bigint;
  readonly halvings: number;
}

/** From this gap on, no exp is computed: e^−65536 is below 2^−94548. */
export const beyond = 65536n << BigInt(unitBits);

/**
 * exp(−gap), enclosed to three units of 2^-bits relative to a value in (½, 1].
 * @param gap - at least 0 and below `beyond`, in units of 2^-1074
 */
export function expOfMinus(gap: bigint, bits: number): Exponential {
  const working = bits + guardBits;
  const log2 = ln2(working);
  const fixed = rescale(gap, unitBits, working);
  const halvings = fixed / log2;
  // Off by less than halvings + 1 < 2^17 units of the working bits, from ln 2 and from the bits dropped of the gap.
  const value = expOfFraction(fixed - halvings * log2, working) >> BigInt(guardBits);
  return { low: value - 1n, high: value + 2n, halvings: Number(halvings) };
}

/**
 * exp(−f) of f in [0, ln 2 + 2^-40), by Taylor's series of f / 2^s, squared s times. Each of its < 2^12 terms is less
 * than 2 units off, each squaring doubles what there is and adds less than one unit: below 2^(s + 14) units, and s ≤ 32.
 */
export function expOfFraction(f: bigint, working: number): bigint {
  const one = 1n << BigInt(working);
  const shift = BigInt(working);
  const squarings = Math.min(32, Math.ceil(Math.sqrt(working) / 2));
  const small = f >> BigInt(squarings);
  let sum = one;
  let term = one;
  for (let k = 1n; term > 0n; k += 1n) {
    term = ((term * small) >> shift) / k;
    sum += (k & 1n) === 1n ? -term : term;
  }
  for (let i = 0; i < squarings; i++) sum = (sum * sum) >> shift;
  return sum;
}
