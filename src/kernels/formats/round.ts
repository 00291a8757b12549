import type { Format } from './format.ts';
import { exponentField, powersOfTwo } from './powers.ts';

const bias = 1023;

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
  const field = Math.max(exponentField(x), format.minExponent + bias);
  const constant = 1.5 * powersOfTwo[field + 53 - format.precision]!;
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

/**
 * `round` with the format bound. One function for all formats, though some need less: what calls it in a loop is
 * compiled for one callee, and a second would double its time.
 */
export function rounding(format: Format): (x: number) => number {
  const { max, minExponent, minNormal, precision } = format;
  const usual = format.subnormals === 'kept' && format.overflow === Infinity;
  const double = usual && precision === 53;
  const single = usual && precision === 24 && format.maxExponent === 127;
  // Of a format of 53 bits that is none, `round` does all.
  const limit = precision === 53 ? -1 : 2 * max;
  const smallest = format.subnormals === 'kept' ? 0 : minNormal;
  const least = minExponent + bias;
  const factor = 1.5 * 2 ** (53 - precision);
  return (x) => {
    if (double) return x;
    if (single) return Math.fround(x);
    const magnitude = Math.abs(x);
    if (!(magnitude <= limit && magnitude >= smallest)) return round(x, format);
    const field = exponentField(x);
    const constant = powersOfTwo[field > least ? field : least]! * factor;
    const nearest = x + constant - constant;
    if (nearest === 0) return zero(x, format);
    return nearest >= -max && nearest <= max ? nearest : overflowed(x, format);
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
  const { minNormal, precision } = format;
  // Of float32 the processor's own rounding is as fast.
  const max = precision < 24 ? format.max : -1;
  const splitter = 2 ** (53 - precision) + 1;
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    const magnitude = Math.abs(x);
    if (magnitude >= minNormal && magnitude <= max) {
      // Veltkamp's splitting rounds to nearest (Boldo 2006, https://doi.org/10.1007/11814771_6), and without the exponent.
      // Of a tie, (m + ½) ulp, the product and the difference are ties themselves, which the processor sends to the even m.
      const split = splitter * x;
      out[i] = split - (split - x);
      continue;
    }
    out[i] = nearest(x);
  }
  return out;
}
