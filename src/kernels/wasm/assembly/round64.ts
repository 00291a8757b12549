// Rounding doubles to a format, to nearest even. A format is data in memory: eight doubles at the offsets below, which
// ../workspace.ts writes.

const scale: usize = 0; // 1.5 · 2^(53 − p)
const least: usize = 8; // 2^minExponent, the least normal value
const beyond: usize = 16; // 2^(maxExponent + 1)
const greatest: usize = 24; // the greatest finite value
const overflow: usize = 32; // what is greater becomes
const flushed: usize = 40; // magnitudes below are 0 before they are rounded; 0 where subnormals are kept
const signOfZero: usize = 48; // −0 where there is a −0, else 0
const notANumber: usize = 56; // what NaN becomes

const exponentBits: i64 = 0x7ff0000000000000;

/** To float32, by the processor's own conversion. */
export function roundSingle64(from: usize, end: usize, to: usize): void {
  for (let at = from; at < end; at += 16, to += 16) {
    v128.store(to, f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(v128.load(at))));
  }
}

/**
 * To a format that keeps subnormals, both zeros and NaN.
 *
 * Adding and subtracting c = 1.5 · 2^(53 − p) · 2^e lets the processor drop the bits that the format has not; e is not
 * let below the least normal exponent, so that subnormals round on their own, coarser grid, nor above what overflows.
 */
export function round64(from: usize, end: usize, to: usize, format: usize): void {
  const sign = f64x2.splat(-0.0);
  const exponent = i64x2.splat(exponentBits);
  const factor = v128.load64_splat(format, scale);
  const low = v128.load64_splat(format, least);
  const high = v128.load64_splat(format, beyond);
  const most = v128.load64_splat(format, greatest);
  const instead = v128.load64_splat(format, overflow);
  for (let at = from; at < end; at += 16, to += 16) {
    const x = v128.load(at);
    const power = f64x2.pmin(f64x2.pmax(v128.and(x, exponent), low), high);
    const c = f64x2.mul(power, factor);
    const y = f64x2.sub(f64x2.add(x, c), c);
    const bounded = v128.bitselect(instead, y, f64x2.gt(f64x2.abs(y), most));
    // A negative x can become 0; it stays negative.
    v128.store(to, v128.or(bounded, v128.and(x, sign)));
  }
}

/** To any format: one that saturates or overflows to NaN, flushes subnormals, has no −0, or no NaN. */
export function roundUnusual64(from: usize, end: usize, to: usize, format: usize): void {
  const sign = f64x2.splat(-0.0);
  const exponent = i64x2.splat(exponentBits);
  const factor = v128.load64_splat(format, scale);
  const low = v128.load64_splat(format, least);
  const high = v128.load64_splat(format, beyond);
  const most = v128.load64_splat(format, greatest);
  const instead = v128.load64_splat(format, overflow);
  const flush = v128.load64_splat(format, flushed);
  const unsigned = v128.andnot(sign, v128.load64_splat(format, signOfZero));
  const nan = v128.load64_splat(format, notANumber);
  for (let at = from; at < end; at += 16, to += 16) {
    const x = v128.load(at);
    const magnitude = v128.andnot(x, sign);
    const power = f64x2.pmin(f64x2.pmax(v128.and(x, exponent), low), high);
    const c = f64x2.mul(power, factor);
    let y = f64x2.sub(f64x2.add(magnitude, c), c);
    y = v128.bitselect(instead, y, f64x2.gt(y, most));
    y = v128.andnot(y, f64x2.lt(magnitude, flush));
    const withoutSign = v128.and(unsigned, f64x2.eq(y, f64x2.splat(0)));
    y = v128.or(y, v128.andnot(v128.and(x, sign), withoutSign));
    v128.store(to, v128.bitselect(nan, y, f64x2.ne(x, x)));
  }
}
