// Integers as fixed-point numbers: n stands for n · 2^-bits.

/** Every finite double is a whole number of these: 2^-1074. */
export const unitBits = 1074;

/** Computed beyond the bits asked for. All errors here stay below 2^48 of the last of these bits. */
export const guardBits = 64;

const view = new DataView(new ArrayBuffer(8));

/** A finite double, exactly, in units of 2^-1074. */
export function toUnits(x: number): bigint {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  const magnitude = field === 0 ? fraction : (fraction | 0x10000000000000n) << BigInt(field - 1);
  return bits >> 63n === 0n ? magnitude : -magnitude;
}

/** n · 2^-from as ⌊n · 2^(to − from)⌋ · 2^-to: exact where no bits are dropped. */
export function rescale(n: bigint, from: number, to: number): bigint {
  return to >= from ? n << BigInt(to - from) : n >> BigInt(from - to);
}

/** Bits of |n|; 0 of 0. */
export function bitLength(n: bigint): number {
  const hex = (n < 0n ? -n : n).toString(16);
  return hex === '0' ? 0 : 4 * hex.length - Math.clz32(parseInt(hex[0]!, 16)) + 28;
}

/** n · 2^-bits as a double, less than an ulp off. */
export function toNumber(n: bigint, bits: number): number {
  const dropped = Math.max(0, bitLength(n) - 64);
  const exponent = dropped - bits;
  // In two steps, as the power of two may be no normal double.
  return Number(n >> BigInt(dropped)) * 2 ** Math.max(exponent, -1000) * 2 ** Math.min(0, exponent + 1000);
}
