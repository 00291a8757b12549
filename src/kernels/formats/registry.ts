import { binaryFormat, type Format, type FormatName } from './format.ts';

/**
 * Every format by its name, widest first.
 *
 * float8_e4m3fn, float8_e5m2: OCP 8-bit Floating Point Specification, 2023; e4m3fn has a NaN but no infinity, so its
 * significand 1.111 at the top is the NaN and 448 = 1.110 · 2^8 the greatest value.
 * float8_…fnuz: https://arxiv.org/abs/2206.02915; no infinity, one zero, and its sign bit alone is the NaN.
 * float4_e2m1fn: OCP Microscaling Formats, 2023; neither infinity nor NaN. Both saturate in the casts of CUDA
 * (`cvt.rn.satfinite`), which makes +6 of a NaN.
 */
export const formats: Readonly<Record<FormatName, Format>> = {
  float64: binaryFormat('float64', 53, 1023),
  float32: binaryFormat('float32', 24, 127),
  tfloat32: binaryFormat('tfloat32', 11, 127),
  float16: binaryFormat('float16', 11, 15),
  bfloat16: binaryFormat('bfloat16', 8, 127),
  float8_e4m3fn: binaryFormat('float8_e4m3fn', 4, 8, { minExponent: -6, max: 448, overflow: NaN }),
  float8_e5m2: binaryFormat('float8_e5m2', 3, 15),
  float8_e4m3fnuz: binaryFormat('float8_e4m3fnuz', 4, 7, { minExponent: -7, overflow: NaN, signedZero: false }),
  float8_e5m2fnuz: binaryFormat('float8_e5m2fnuz', 3, 15, { minExponent: -15, overflow: NaN, signedZero: false }),
  float4_e2m1fn: binaryFormat('float4_e2m1fn', 2, 2, { minExponent: 0, overflow: 6, nan: 6, use: 'storage' }),
};

export const formatNames = Object.keys(formats) as readonly FormatName[]; // Record's keys: no other can be in it

/** The formats that kernels run in: all but those that only store. */
export const arithmeticFormatNames: readonly FormatName[] = formatNames.filter(
  (name) => formats[name].use === 'arithmetic',
);

/** The formats that Python's array libraries compute in on any machine: what a table for everyone shows. */
export const commonFormats: readonly Format[] = [formats.float64, formats.float32, formats.float16, formats.bfloat16];

/** The format of that name, or undefined: names come from users, and `toString` is not one. */
export function findFormat(name: string): Format | undefined {
  return Object.hasOwn(formats, name) ? formats[name as FormatName] : undefined;
}
