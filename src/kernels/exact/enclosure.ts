import type { Format } from '../formats/format.ts';
import { toNumber, toUnits, unitBits } from './integer/fixed-point.ts';
import { intoRange, nearestToRatio, ulpExponent } from './round-exact.ts';

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
  /** The exact number minus `value`, in ulps of the format at `value`; NaN where `value` is not finite. */
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
 * @param withResidual - without it the residual need not be known as well as `ExactValues.residuals` are
 */
export function roundByZiv(enclosureAt: (level: number) => Enclosure, format: Format, withResidual: boolean): Rounded {
  for (let level = firstLevel(format, withResidual); ; level++) {
    const enclosure = enclosureAt(level);
    const nearest = commonNearest(enclosure, format);
    if (nearest === undefined) continue;
    const value = intoRange(nearest, middleMinus(nearest, enclosure, format).residual, format);
    const { residual, error } = middleMinus(value, enclosure, format);
    // Enough to round is not enough for a residual, where it is a number at all.
    if (!withResidual || !(error > residualError)) return { value, residual };
  }
}

/**
 * The level to begin with: 0, double, if its 48 bits are enough for most numbers to round to one value and for
 * residuals; else 1, double-double. Of float32's values, double leaves one in 2^22 open, of float16's one in 2^35.
 */
export function firstLevel({ precision, subnormals }: Format, withResidual: boolean): 0 | 1 {
  return precision <= (withResidual ? 11 : 24) && subnormals === 'kept' ? 0 : 1;
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

/** How far off a residual may be, in ulps. Double-double is within it unless something cancels. */
const residualError = 2 ** -30;

/** Bits that are computed below the last one of the enclosure, and of a double. */
const extraBits = 128;

/** How far the middle of the enclosure is from a value, and how far off that is at most; both in ulps. */
function middleMinus(value: number, enclosure: Enclosure, format: Format): { residual: number; error: number } {
  if (!Number.isFinite(value)) return { residual: NaN, error: NaN };
  const { low, high, lowDenominator, highDenominator, exponent } = enclosure;
  const bits = Math.max(unitBits, -exponent) + extraBits;
  const shift = BigInt(bits + exponent);
  const least = (low << shift) / lowDenominator;
  const greatest = (high << shift) / highDenominator;
  const twice = least + greatest - (toUnits(value) << BigInt(bits - unitBits + 1));
  const ulpBits = bits + 1 + ulpExponent(value, format);
  return { residual: toNumber(twice, ulpBits), error: toNumber(greatest - least, ulpBits) };
}
