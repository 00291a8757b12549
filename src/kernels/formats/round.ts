import type { Format } from './format.ts';

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
scratch[0] = 1;
const high = words[1] === 0 ? 0 : 1;
const low = 1 - high;
const exponentMask = 0x7ff00000;
const exponentUnit = 0x00100000;
const exponentBias = 1023;
const half = 0x00080000;

/** The double 1.5 · 2^e whose last bit weighs as much as the last bit of a value with the given biased exponent field. */
function roundingConstant(exponentField: number, precision: number): number {
  words[high] = (exponentField + (53 - precision) * exponentUnit) | half;
  words[low] = 0;
  return scratch[0]!;
}

/**
 * The value of the format nearest to x, ties to even, straight from the double: gradual underflow, signed zeros kept,
 * `format.overflow` beyond the greatest value, `format.nan` of NaN. Correct for every format with at most 52 bits, and
 * for float64 itself, whose infinities stay what they are.
 *
 * Adding and subtracting c = 1.5 · 2^(53 − p) · 2^e lets the processor's own rounding to nearest even drop the bits
 * that the format has not (Dekker 1971); e is not let below the least normal exponent, so that subnormals round on
 * their own, coarser grid.
 */
export function round(x: number, format: Format): number {
  if (Number.isNaN(x)) return format.nan;
  const magnitude = Math.abs(x);
  if (x === 0 || (magnitude < format.minNormal && format.subnormals === 'flushed')) return zero(x, format);
  if (format.precision === 53) return x;
  // Beyond twice the greatest value everything overflows alike, and the constant could itself be infinite.
  if (magnitude > 2 * format.max) return overflowed(x, format);
  scratch[0] = x;
  const least = (format.minExponent + exponentBias) * exponentUnit;
  const constant = roundingConstant(Math.max(words[high]! & exponentMask, least), format.precision);
  const nearest = x + constant - constant;
  if (nearest === 0) return zero(x, format);
  return Math.abs(nearest) > format.max ? overflowed(x, format) : nearest;
}

function overflowed(x: number, format: Format): number {
  return x < 0 ? -format.overflow : format.overflow;
}

function zero(x: number, format: Format): number {
  return format.signedZero && (x < 0 || Object.is(x, -0)) ? -0 : 0;
}

/** `round` with the format bound, by the fastest exact way for it. */
export function rounding(format: Format): (x: number) => number {
  if (format.subnormals === 'kept' && format.overflow === Infinity) {
    if (format.precision === 53) return (x) => x;
    // Not Math.fround itself: V8 calls a built-in through a variable several times slower.
    if (format.precision === 24 && format.maxExponent === 127) return (x) => Math.fround(x);
  }
  return format.precision === 53 ? (x) => round(x, format) : roundingOfNarrow(format);
}

/** `round` with what it reads of the format at hand, and the common case first. */
function roundingOfNarrow(format: Format): (x: number) => number {
  const { max, minExponent, minNormal, precision } = format;
  const limit = 2 * max;
  const smallest = format.subnormals === 'kept' ? 0 : minNormal;
  const least = (minExponent + exponentBias) * exponentUnit;
  const distance = (53 - precision) * exponentUnit;
  return (x) => {
    const magnitude = Math.abs(x);
    if (!(magnitude <= limit && magnitude > smallest)) return round(x, format);
    scratch[0] = x;
    const field = words[high]! & exponentMask;
    words[high] = ((field > least ? field : least) + distance) | half;
    words[low] = 0;
    const constant = scratch[0];
    const nearest = x + constant - constant;
    return nearest !== 0 && nearest >= -max && nearest <= max ? nearest : round(x, format);
  };
}

/**
 * Every element rounded to the format.
 * @param out - receives the result, as long as `values`; may be `values` itself. A new array if left out.
 * @throws RangeError if `out` has another length
 */
export function roundArray(
  values: ArrayLike<number>,
  format: Format,
  out: Float64Array = new Float64Array(values.length),
): Float64Array {
  if (out.length !== values.length) {
    throw new RangeError(`out has length ${out.length}; it must have the ${values.length} elements of the input.`);
  }
  const nearest = rounding(format);
  for (let i = 0; i < values.length; i++) out[i] = nearest(values[i]!);
  return out;
}
