// Rounding to nearest even of what no double holds: a double-double, and a ratio of integers. Straight to the grid of
// the format, gradual underflow included, with no step through another format.
import type { Format } from '../formats/format.ts';
import { exponentField, powersOfTwo } from '../formats/powers.ts';
import { round } from '../formats/round.ts';
import { bitLength } from './integer/fixed-point.ts';

/** The part of a format that rounding needs; its exponents go up without end. `round` then applies the format's range. */
export type Grid = Pick<Format, 'precision' | 'minExponent'>;

const bias = 1023;

/** ⌊log2 |x|⌋ of a normal double; −1023 of a subnormal one and of 0. */
export function exponentOf(x: number): number {
  return exponentField(x) - bias;
}

/** The last bit of a grid value of the magnitude of x weighs 2 to this power. */
export function ulpExponent(x: number, grid: Grid): number {
  return Math.max(exponentOf(x), grid.minExponent) - grid.precision + 1;
}

/**
 * A power of two c such that the last bit of a number in [c, 2c) weighs as much as the grid's near x: adding c to |x|
 * rounds, and subtracting it again is exact. Not for normal numbers of 53 bits.
 */
export function roundingConstant(x: number, grid: Grid): number {
  const field = Math.max(exponentField(x), grid.minExponent + bias);
  return powersOfTwo[Math.min(field + 53 - grid.precision, 2047)]!; // Infinity above
}

/**
 * The value of the grid nearest to a double, ties to even. NaN where 2^(53 − precision) · |x| overflows, which callers
 * take as undecided.
 */
export function nearestOnGrid(x: number, grid: Grid): number {
  if (grid.precision === 53 && exponentOf(x) >= grid.minExponent) return x;
  const c = roundingConstant(x, grid);
  const nearest = Math.abs(x) + c - c;
  return x < 0 || Object.is(x, -0) ? -nearest : nearest;
}

/**
 * The value of the grid nearest to hi + lo, which no double may hold; ties to even.
 * @param hi - the double nearest to hi + lo
 */
export function nearestToDoubleDouble(hi: number, lo: number, grid: Grid): number {
  const nearest = nearestOnGrid(hi, grid);
  // All midpoints are doubles. Where hi is none, lo is too small to reach one; where it is one, lo decides. hi is a
  // midpoint just if its distance to the nearest value leads, in the other direction, to a value again.
  const offset = hi - nearest;
  if (lo === 0 || offset === 0 || lo > 0 !== offset > 0) return nearest;
  const other = hi + offset;
  return nearestOnGrid(other, grid) === other ? other : nearest;
}

/**
 * The value of the grid nearest to numerator / denominator · 2^exponent, or to a number infinitely near to it.
 * @param denominator - positive
 * @param side - 0 for the ratio itself, ties to even; 1 for the numbers just above it, −1 for those just below
 */
export function nearestToRatio(
  numerator: bigint,
  denominator: bigint,
  exponent: number,
  grid: Grid,
  side: -1 | 0 | 1,
): number {
  if (numerator === 0n) return side < 0 ? -0 : 0;
  if (numerator < 0n)
    return -nearestToRatio(-numerator, denominator, exponent, grid, side === 0 ? 0 : side < 0 ? 1 : -1);
  const top = exponent + floorLog2(numerator, denominator);
  if (top < grid.minExponent - grid.precision - 1) return 0;
  const quantum = Math.max(top, grid.minExponent) - grid.precision + 1;
  const shift = exponent - quantum;
  const scaled = shift > 0 ? numerator << BigInt(shift) : numerator;
  const unit = shift < 0 ? denominator << BigInt(-shift) : denominator;
  const whole = scaled / unit;
  const twiceRest = 2n * (scaled - whole * unit);
  const tie = side > 0 || (side === 0 && (whole & 1n) === 1n);
  const up = twiceRest > unit || (twiceRest === unit && tie);
  return Number(up ? whole + 1n : whole) * 2 ** quantum;
}

/**
 * The format's own rules for a value of its grid: overflow, signed zeros, subnormals that are flushed.
 * @param residual - the exact number minus the value, of which only the sign counts
 */
export function intoRange(value: number, residual: number, format: Format): number {
  // What is flushed is the number before it is rounded: just below the least normal value it was still subnormal.
  const cameFromBelow = Math.abs(value) === format.minNormal && residual !== 0 && residual > 0 !== value > 0;
  return round(cameFromBelow && format.subnormals === 'flushed' ? value / 2 : value, format);
}

/** ⌊log2(a / b)⌋ of positive integers. */
function floorLog2(a: bigint, b: bigint): number {
  const guess = bitLength(a) - bitLength(b);
  const reached = guess >= 0 ? a >= b << BigInt(guess) : a << BigInt(-guess) >= b;
  return reached ? guess : guess - 1;
}
