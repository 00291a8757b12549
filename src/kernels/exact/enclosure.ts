import type { Format } from '../formats/format.ts';
import { toNumber, toUnits, unitBits } from './integer/fixed-point.ts';
import { intoRange, nearestToRatio } from './round-exact.ts';

/**
 * Where a number is known to lie: strictly between low / denominator and high / denominator, each times 2^exponent.
 * Bounds that are equal stand for the number itself.
 */
export interface Enclosure {
  readonly low: bigint;
  readonly high: bigint;
  readonly lowDenominator: bigint;
  readonly highDenominator: bigint;
  readonly exponent: number;
}

/** What an exact kernel gives for one value. */
export interface Rounded {
  readonly value: number;
  /** The exact number minus `value`, as a double; NaN where `value` is not finite. */
  readonly residual: number;
}

/** An enclosure between two fixed-point numbers of 2^-bits. */
export function between(low: bigint, high: bigint, bits: number): Enclosure {
  return { low, high, lowDenominator: 1n, highDenominator: 1n, exponent: -bits };
}

/** One ratio, exactly. */
export function ratio(numerator: bigint, denominator: bigint): Enclosure {
  return { low: numerator, high: numerator, lowDenominator: denominator, highDenominator: denominator, exponent: 0 };
}

/**
 * Ziv's strategy (https://doi.org/10.1145/114697.116813): enclosures of more and more bits until the number can round to
 * one value only. Ends just if the number is neither a midpoint of the grid nor given by equal bounds at last, which the
 * callers see to.
 */
export function roundByZiv(enclosureAt: (level: number) => Enclosure, format: Format): Rounded {
  for (let level = 0; ; level++) {
    const enclosure = enclosureAt(level);
    const nearest = commonNearest(enclosure, format);
    if (nearest !== undefined) {
      const value = intoRange(nearest, residualOf(enclosure, nearest), format);
      return { value, residual: residualOf(enclosure, value) };
    }
  }
}

/** The one value of the grid to which all numbers of an enclosure round, if it is one. */
export function commonNearest(enclosure: Enclosure, format: Format): number | undefined {
  const { low, high, lowDenominator, highDenominator, exponent } = enclosure;
  const point = low * highDenominator === high * lowDenominator;
  // The bounds themselves are excluded: a low bound that is a midpoint leaves only what lies above it.
  const least = nearestToRatio(low, lowDenominator, exponent, format, point ? 0 : 1);
  if (point) return least;
  const greatest = nearestToRatio(high, highDenominator, exponent, format, -1);
  return Object.is(least, greatest) ? least : undefined;
}

/** Bits of a residual's fraction below the enclosed number's own leading bit. */
const residualBits = 256;

function residualOf({ low, lowDenominator, exponent }: Enclosure, value: number): number {
  if (!Number.isFinite(value)) return NaN;
  const bits = Math.max(unitBits, -exponent) + residualBits;
  const fixed = (low << BigInt(bits + exponent)) / lowDenominator;
  return toNumber(fixed - (toUnits(value) << BigInt(bits - unitBits)), bits);
}
