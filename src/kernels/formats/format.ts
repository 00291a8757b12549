/** The number formats that everything here is computed in, by the names that PyTorch and ml_dtypes give them. */
export type FormatName =
  | 'float64'
  | 'float32'
  | 'tfloat32'
  | 'float16'
  | 'bfloat16'
  | 'float8_e4m3fn'
  | 'float8_e5m2'
  | 'float8_e4m3fnuz'
  | 'float8_e5m2fnuz'
  | 'float4_e2m1fn';

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
  /** What a magnitude that rounds beyond `max` becomes, the sign kept: Infinity, NaN, or `max` where it saturates. */
  readonly overflow: number;
  /** What NaN becomes: NaN, or a number in a format that has none. */
  readonly nan: number;
  /** What magnitudes below the least normal value are: values of their own, or, before they are rounded, zeros. */
  readonly subnormals: 'kept' | 'flushed';
  /** Whether there is a −0; without one a result of −0 is 0. */
  readonly signedZero: boolean;
  /** What it is for: every operation, or only to store what was computed in another. */
  readonly use: 'arithmetic' | 'storage';
}

/** How a format differs from IEEE 754 §3.3. */
type Deviations = Partial<
  Pick<Format, 'minExponent' | 'max' | 'overflow' | 'nan' | 'subnormals' | 'signedZero' | 'use'>
>;

/**
 * A format by the rules of IEEE 754 §3.3 (exponents from 1 − maxExponent, an all-ones significand at the top,
 * infinities) but for the deviations.
 */
export function binaryFormat(
  name: FormatName,
  precision: number,
  maxExponent: number,
  deviations: Deviations = {},
): Format {
  const minExponent = deviations.minExponent ?? 1 - maxExponent;
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
    nan: NaN,
    subnormals: 'kept',
    signedZero: true,
    use: 'arithmetic',
    ...deviations,
  };
}
