// Bit patterns to values and back, by the definition of each encoding and without the code under test.
import type { FormatName } from '../../../../src/kernels/index.ts';

const view = new DataView(new ArrayBuffer(8));

/** IEEE 754 binary16, from its definition. */
function fromFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1024 + fraction) * 2 ** (exponent - 25);
}

function fromFloat32(bits: number): number {
  view.setUint32(0, bits);
  return view.getFloat32(0);
}

function fromFloat64(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

/** How an encoding of at most 8 bits is laid out: the exponent's bias and which patterns are no numbers. */
interface Encoding {
  readonly bits: number;
  readonly fractionBits: number;
  readonly bias: number;
  readonly special: 'ieee' | 'nan at all ones' | 'nan at minus zero' | 'none';
}

/** OCP 8-bit Floating Point Specification; arXiv 2206.02915 for fnuz; OCP Microscaling Formats for e2m1. */
const encodings: Readonly<Partial<Record<FormatName, Encoding>>> = {
  float8_e4m3fn: { bits: 8, fractionBits: 3, bias: 7, special: 'nan at all ones' },
  float8_e5m2: { bits: 8, fractionBits: 2, bias: 15, special: 'ieee' },
  float8_e4m3fnuz: { bits: 8, fractionBits: 3, bias: 8, special: 'nan at minus zero' },
  float8_e5m2fnuz: { bits: 8, fractionBits: 2, bias: 16, special: 'nan at minus zero' },
  float4_e2m1fn: { bits: 4, fractionBits: 1, bias: 1, special: 'none' },
};

function fromSmall(bits: number, { bits: width, fractionBits, bias, special }: Encoding): number {
  const magnitude = bits % 2 ** (width - 1);
  const sign = bits === magnitude ? 1 : -1;
  const fraction = magnitude % 2 ** fractionBits;
  const exponent = (magnitude - fraction) / 2 ** fractionBits;
  const topExponent = 2 ** (width - 1 - fractionBits) - 1;
  if (special === 'ieee' && exponent === topExponent) return fraction === 0 ? sign * Infinity : NaN;
  if (special === 'nan at all ones' && magnitude === 2 ** (width - 1) - 1) return NaN;
  if (special === 'nan at minus zero' && magnitude === 0 && sign < 0) return NaN;
  const significand = exponent === 0 ? fraction : fraction + 2 ** fractionBits;
  return sign * significand * 2 ** (Math.max(exponent, 1) - bias - fractionBits);
}

/** How many bits a value of the format takes in memory; tfloat32's 19 are kept in 32. */
export const widths: Readonly<Record<FormatName, number>> = {
  float64: 64,
  float32: 32,
  tfloat32: 32,
  float16: 16,
  bfloat16: 16,
  float8_e4m3fn: 8,
  float8_e5m2: 8,
  float8_e4m3fnuz: 8,
  float8_e5m2fnuz: 8,
  float4_e2m1fn: 4,
};

/** The value of one bit pattern. */
export function fromBits(bits: number | bigint, format: FormatName): number {
  if (format === 'float64') return fromFloat64(BigInt(bits));
  const encoding = encodings[format];
  if (encoding) return fromSmall(Number(bits), encoding);
  if (format === 'float16') return fromFloat16(Number(bits));
  return fromFloat32(format === 'bfloat16' ? (Number(bits) << 16) >>> 0 : Number(bits));
}

/** Values from concatenated big-endian hex digits, as golden.jsonl holds them. */
export function fromHex(hex: string, format: FormatName): Float64Array {
  const width = widths[format] / 4;
  const values = new Float64Array(hex.length / width);
  for (let i = 0; i < values.length; i++) {
    values[i] = fromBits(BigInt(`0x${hex.slice(i * width, (i + 1) * width)}`), format);
  }
  return values;
}

/** The double that many steps of the double grid above a finite x (below, if negative). */
export function stepDouble(x: number, steps: number): number {
  view.setFloat64(0, x);
  const bits = view.getBigInt64(0);
  const ordinal = (bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits) + BigInt(steps);
  view.setBigInt64(0, ordinal < 0n ? -ordinal | -0x8000000000000000n : ordinal);
  return view.getFloat64(0);
}

/** The inverse of `fromHex`, for values of the format. */
export function toHex(values: Float64Array, format: FormatName): string {
  return Array.from(values, (value) =>
    bitsOf(value, format)
      .toString(16)
      .padStart(widths[format] / 4, '0'),
  ).join('');
}

function bitsOf(value: number, format: FormatName): bigint | number {
  if (format === 'float64') {
    view.setFloat64(0, value);
    return view.getBigUint64(0);
  }
  if (format === 'float16') return bitsOfFloat16(value);
  view.setFloat32(0, value);
  return format === 'bfloat16' ? view.getUint16(0) : view.getUint32(0);
}

function bitsOfFloat16(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude === Infinity) return sign | 0x7c00;
  if (magnitude < 2 ** -14) return sign | (magnitude * 2 ** 24);
  view.setFloat64(0, magnitude);
  const exponent = ((view.getUint16(0) >> 4) & 0x7ff) - 1023;
  return sign | ((exponent + 15) << 10) | ((magnitude / 2 ** exponent - 1) * 1024);
}
