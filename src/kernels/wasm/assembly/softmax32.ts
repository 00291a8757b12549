// Softmax of float32 logits, in place, in three passes: max32, expSum32, normalize32. Logits start on a 16-byte boundary and
// are padded with −Infinity to a multiple of 16.
//
// The maximum is never subtracted: there is where other implementations get their error from, since x − max is rounded
// and exp multiplies that error by |x − max|. Instead x = k·ln2 + r is reduced, exactly but for the last step, and the
// terms 2^(k − K)·exp(r), with K that of the maximum, differ from exp(x − max) by a factor that the division takes out.

/** Read into locals before a loop: V8 builds a `v128.const` anew in each turn of it. */
const constants = memory.data<f32>([
  1.4426950408889634, // log2(e)
  0.693115234375, // ln2, its first 14 bits: k times it is exact for |k| < 1024
  3.194618498906493e-5, // ln2, the rest
  // exp(r) = 1 + r + r²·q(r) for |r| ≤ ln2 / 2, q of degree 4 by weighted minimax: relative error 2^-28.2
  0.499999933665, 0.166665194615, 0.0416684024276, 0.00836885686469, 0.00138142557453,
]);

/** 1.5 · 2^23: added to a float32 below 2^22 it leaves the nearest integer in the low bits. */
const toInteger: f32 = 12582912;

/** Terms are 2^64 times too great, so that those which underflow do so once, and gradually, in the division. */
const bias: f32 = 64;

/** A float32 this much below the maximum has a probability of 0. Its term, 2^-189 · 2^64, is still normal. */
const depth: f32 = 131;

/** Where loops read what they are given from: V8 may compute a splat of a number, and the number, anew in each turn. */
const seeds = memory.data(16, 16);

let seen: f32 = -Infinity;

/** The maximum that expSum32 found. */
export function greatestSeen32(): f32 {
  return seen;
}

/** The greatest, NaN left out; −Infinity of none. */
export function max32(start: usize, end: usize): f32 {
  let a = f32x4.splat(-Infinity);
  let b = a;
  for (let at = start; at < end; at += 32) {
    // pmax(a, x) is a where x is NaN, and one instruction where max is seven.
    a = f32x4.pmax(a, v128.load(at));
    b = f32x4.pmax(b, v128.load(at, 16));
  }
  return greatestLane(f32x4.pmax(a, b));
}

@inline
function greatestLane(a: v128): f32 {
  const left = max(f32x4.extract_lane(a, 0), f32x4.extract_lane(a, 1));
  const right = max(f32x4.extract_lane(a, 2), f32x4.extract_lane(a, 3));
  return max(left, right);
}

/** K: the maximum's nearest multiple of ln2. */
function exponent32(greatest: f32): f32 {
  return greatest * load<f32>(constants) + toInteger - toInteger;
}

/** r = x − k·ln2, where t is k and the magic number. */
@inline
function remainder(x: v128, t: v128, magic: v128, ln2High: v128, ln2Low: v128): v128 {
  const k = f32x4.sub(t, magic);
  return f32x4.sub(f32x4.sub(x, f32x4.mul(k, ln2High)), f32x4.mul(k, ln2Low));
}

/** 2^k · exp(r), where the low bits of t are the exponent field of 2^k. */
@inline
function term(r: v128, t: v128, c2: v128, c3: v128, c4: v128, c5: v128, c6: v128): v128 {
  const r2 = f32x4.mul(r, r);
  const low = f32x4.add(c2, f32x4.mul(c3, r));
  const high = f32x4.add(f32x4.add(c4, f32x4.mul(c5, r)), f32x4.mul(c6, r2));
  const w = f32x4.add(r, f32x4.mul(r2, f32x4.add(low, f32x4.mul(r2, high))));
  const scale = i32x4.shl(t, 23);
  // Multiplied, where an integer addition to the exponent would turn some NaN into numbers.
  return f32x4.add(scale, f32x4.mul(scale, w));
}

/**
 * Turns each x into its term, 2^64 · 2^(k − K)·exp(r), and gives their sum: NaN if an x is NaN. `greatestSeen32` then has
 * the maximum of all x, NaN left out.
 * @param near what K is the exponent of: the maximum, or at most 38 less; |near| ≤ 300
 */
export function expSum32(start: usize, end: usize, near: f32): f64 {
  // The low 9 bits of x·log2e + magic are sign and exponent field of 2^64 · 2^(k − K).
  store<f32>(seeds, near - depth);
  store<f32>(seeds, toInteger + 127 + bias - exponent32(near), 4);
  const least = v128.load32_splat(seeds);
  const magic = v128.load32_splat(seeds, 4);
  const log2e = v128.load32_splat(constants);
  const ln2High = v128.load32_splat(constants, 4);
  const ln2Low = v128.load32_splat(constants, 8);
  const c2 = v128.load32_splat(constants, 12);
  const c3 = v128.load32_splat(constants, 16);
  const c4 = v128.load32_splat(constants, 20);
  const c5 = v128.load32_splat(constants, 24);
  const c6 = v128.load32_splat(constants, 28);
  let low = f64x2.splat(0);
  let high = low;
  let greatest = f32x4.splat(-Infinity);
  // Four at a time: each step waits for the one before, and the processor looks ahead only so far.
  for (let at = start; at < end; at += 64) {
    let xa = v128.load(at);
    let xb = v128.load(at, 16);
    let xc = v128.load(at, 32);
    let xd = v128.load(at, 48);
    greatest = f32x4.pmax(f32x4.pmax(f32x4.pmax(f32x4.pmax(greatest, xa), xb), xc), xd);
    xa = f32x4.pmax(xa, least);
    xb = f32x4.pmax(xb, least);
    xc = f32x4.pmax(xc, least);
    xd = f32x4.pmax(xd, least);
    const ta = f32x4.add(f32x4.mul(xa, log2e), magic);
    const tb = f32x4.add(f32x4.mul(xb, log2e), magic);
    const tc = f32x4.add(f32x4.mul(xc, log2e), magic);
    const td = f32x4.add(f32x4.mul(xd, log2e), magic);
    const ra = remainder(xa, ta, magic, ln2High, ln2Low);
    const rb = remainder(xb, tb, magic, ln2High, ln2Low);
    const rc = remainder(xc, tc, magic, ln2High, ln2Low);
    const rd = remainder(xd, td, magic, ln2High, ln2Low);
    const ya = term(ra, ta, c2, c3, c4, c5, c6);
    const yb = term(rb, tb, c2, c3, c4, c5, c6);
    const yc = term(rc, tc, c2, c3, c4, c5, c6);
    const yd = term(rd, td, c2, c3, c4, c5, c6);
    v128.store(at, ya);
    v128.store(at, yb, 16);
    v128.store(at, yc, 32);
    v128.store(at, yd, 48);
    // To double at once: of tied logits each further sum in float32 would err in the same direction.
    const sum = f32x4.add(f32x4.add(ya, yb), f32x4.add(yc, yd));
    low = f64x2.add(low, f64x2.promote_low_f32x4(sum));
    high = f64x2.add(high, f64x2.promote_low_f32x4(i64x2.shuffle(sum, sum, 1, 0)));
  }
  seen = greatestLane(greatest);
  const total = f64x2.add(low, high);
  return f64x2.extract_lane(total, 0) + f64x2.extract_lane(total, 1);
}

/** Divides each by `total`. The reciprocal has two parts: rounded to one it would add as much error as the product. */
export function normalize32(start: usize, end: usize, total: f64): void {
  const reciprocal = 1 / total;
  const high = f32(reciprocal);
  store<f32>(seeds, high);
  store<f32>(seeds, f32(reciprocal - f64(high)), 4);
  const c = v128.load32_splat(seeds);
  const rest = v128.load32_splat(seeds, 4);
  for (let at = start; at < end; at += 32) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    v128.store(at, f32x4.add(f32x4.mul(a, rest), f32x4.mul(a, c)));
    v128.store(at, f32x4.add(f32x4.mul(b, rest), f32x4.mul(b, c)), 16);
  }
}

/** Subtracts from each, in double: x − a − b rounded once to float32. */
export function subtract32(start: usize, end: usize, a: f64, b: f64): void {
  const first = f64x2.splat(a);
  const second = f64x2.splat(b);
  for (let at = start; at < end; at += 8) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(at));
    v128.store64_lane(at, f32x4.demote_f64x2_zero(f64x2.sub(f64x2.sub(x, first), second)), 0);
  }
}
