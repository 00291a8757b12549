/** The number formats that everything here is computed in. */
export type FormatName = 'float64' | 'float32' | 'float16' | 'bfloat16';

/**
 * A binary floating-point format as data. Rounding, arithmetic and thresholds read it and know no format by name.
 * Values are held as doubles, which contain every format here.
 */
export interface Format {
  readonly name: FormatName;
  /** Bits of the significand, the hidden one included. */
  readonly precision: number;
  /** Exponent of the least normal value, 2^minExponent. */
  readonly minExponent: number;
  /** Exponent of the greatest finite value, which lies in [2^maxExponent, 2^(maxExponent + 1)). */
  readonly maxExponent: number;
  readonly max: number;
  readonly minNormal: number;
  readonly minSubnormal: number;
  /** u = 2^-precision: the largest relative error of one rounding to a normal value. */
  readonly unitRoundoff: number;
  /** What a magnitude that rounds beyond `max` becomes, the sign kept: Infinity in the IEEE 754 formats. */
  readonly overflow: number;
}

/** A format by the rules of IEEE 754 §3.3: exponents from 1 − maxExponent, all-ones significand at the top, infinities. */
export function ieeeFormat(name: FormatName, precision: number, maxExponent: number): Format {
  const minExponent = 1 - maxExponent;
  return {
    name,
    precision,
    minExponent,
    maxExponent,
    max: (2 - 2 ** (1 - precision)) * 2 ** maxExponent,
    minNormal: 2 ** minExponent,
    minSubnormal: 2 ** (minExponent - precision + 1),
    unitRoundoff: 2 ** -precision,
    overflow: Infinity,
  };
}
