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

const hexDigits = { float64: 16, float32: 8, float16: 4, bfloat16: 4 } as const;

/** The value of one bit pattern. */
export function fromBits(bits: number | bigint, format: FormatName): number {
  if (format === 'float64') return fromFloat64(BigInt(bits));
  if (format === 'float16') return fromFloat16(Number(bits));
  return fromFloat32(format === 'bfloat16' ? (Number(bits) << 16) >>> 0 : Number(bits));
}

/** Values from concatenated big-endian hex digits, as golden.jsonl holds them. */
export function fromHex(hex: string, format: FormatName): Float64Array {
  const width = hexDigits[format];
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
