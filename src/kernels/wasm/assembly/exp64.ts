// exp of doubles by Tang's table method (https://doi.org/10.1145/63522.214389): x = k·ln2/64 + r, and exp(x) is
// 2^(k/64)·exp(r), to within 0.6 ulp. The processor's arithmetic is what limits this, and looking up costs none of it.
import { table } from './exp-table';

/** Read into locals: V8 builds a `v128.const` anew wherever it stands. */
const constants = memory.data<f64>([
  92.33248261689366, // 64 · log2(e)
  0.010830424695086549, // ln2/64, its first 33 bits: k times it is exact for |k| < 2^20
  1.162596423439437e-12, // ln2/64, the rest
  // exp(r) = 1 + r + r²·q(r) for |r| ≤ ln2/128, q by weighted minimax: of degree 3, relative error 2^-59.4
  0.4999999999994856, 0.16666666666677762, 0.041666723369922866, 0.00833333423614993,
  // and of degree 1, relative error 2^-37.2
  0.500001012164659, 0.16666678348147757,
]);

const masks = memory.data<i64>([-64]);

/** Where the integers of eight arguments pass from vectors to addresses. */
const integers = memory.data(64, 16);

/** 1.5 · 2^52: added to a double below 2^51 it leaves the nearest integer in the low bits. */
const toInteger: f64 = 6755399441055744;

/** What leaves k = 64·x·log2(e) in the low bits when it is added, where exp(x) is to be made 2^exponent times as great. */
export function magicNumber(exponent: f64): f64 {
  return toInteger + 64 * exponent;
}

/** The exponent of exp(x). */
export function exponent64(x: f64): f64 {
  return x * 1.4426950408889634 + toInteger - toInteger;
}

/** k and the magic number. */
@inline
export function integer(x: v128, magic: v128): v128 {
  return f64x2.add(f64x2.mul(x, v128.load64_splat(constants)), magic);
}

/** The table's line of k, from the low bits of `integer` as they stand in memory. */
@inline
function line(k: usize): v128 {
  return v128.load(table + (<usize>(load<u32>(k) & 63) << 4));
}

/** 2^(k/64) of the table, times the power of two that k asks for. */
@inline
function scaled(power: v128, t: v128): v128 {
  return i64x2.add(power, i64x2.shl(v128.and(t, v128.load64_splat(masks)), 46));
}

/** exp(r) − 1, where `low` and `rest` are what was left out of r and of the table. */
@inline
function lessOne(x: v128, k: v128, rest: v128): v128 {
  const near = f64x2.sub(x, f64x2.mul(k, v128.load64_splat(constants, 8)));
  const r = f64x2.sub(near, f64x2.mul(k, v128.load64_splat(constants, 16)));
  const r2 = f64x2.mul(r, r);
  const low = f64x2.add(v128.load64_splat(constants, 24), f64x2.mul(v128.load64_splat(constants, 32), r));
  const high = f64x2.add(v128.load64_splat(constants, 40), f64x2.mul(v128.load64_splat(constants, 48), r));
  const q = f64x2.add(low, f64x2.mul(r2, high));
  return f64x2.add(f64x2.add(r, f64x2.mul(r2, q)), rest);
}

/** @param t the integer of x, which stands at `k` as well */
@inline
export function exponential(x: v128, t: v128, magic: v128, k: usize): v128 {
  const first = line(k);
  const second = line(k + 8);
  const w = lessOne(x, f64x2.sub(t, magic), i64x2.shuffle(first, second, 1, 3));
  const scale = scaled(i64x2.shuffle(first, second, 0, 2), t);
  // Multiplied, where an integer addition to the exponent would turn some NaN into numbers.
  return f64x2.add(scale, f64x2.mul(scale, w));
}

/** The same with a relative error of 2^-37, for |x| ≤ 128. */
@inline
export function roughExponential(x: v128, t: v128, magic: v128, k: usize): v128 {
  const near = f64x2.mul(f64x2.sub(t, magic), v128.load64_splat(constants, 8));
  const r = f64x2.sub(x, near);
  const q = f64x2.add(v128.load64_splat(constants, 56), f64x2.mul(v128.load64_splat(constants, 64), r));
  const w = f64x2.add(r, f64x2.mul(f64x2.mul(r, r), q));
  const scale = scaled(i64x2.shuffle(line(k), line(k + 8), 0, 2), t);
  return f64x2.add(scale, f64x2.mul(scale, w));
}

/**
 * Writes the exponentials of eight doubles to `to` and gives their sum, in two lanes. NaN of NaN.
 * @param magic a magic number; the exponent that each gets must be that of a normal double
 */
@inline
export function exponentials(xa: v128, xb: v128, xc: v128, xd: v128, magic: v128, to: usize): v128 {
  const ta = integer(xa, magic);
  const tb = integer(xb, magic);
  const tc = integer(xc, magic);
  const td = integer(xd, magic);
  v128.store(integers, ta);
  v128.store(integers, tb, 16);
  v128.store(integers, tc, 32);
  v128.store(integers, td, 48);
  const ya = exponential(xa, ta, magic, integers);
  const yb = exponential(xb, tb, magic, integers + 16);
  v128.store(to, ya);
  v128.store(to, yb, 16);
  const yc = exponential(xc, tc, magic, integers + 32);
  const yd = exponential(xd, td, magic, integers + 48);
  v128.store(to, yc, 32);
  v128.store(to, yd, 48);
  return f64x2.add(f64x2.add(ya, yb), f64x2.add(yc, yd));
}

/** Of a format as wide as float32 at most: e^-120 and less are 0 there, e^100 and more overflow. */
const narrow: f64 = 120;

/** exp for formats whose range is float32's at most: what overflows or underflows there is only so large or so small. */
export function expNarrow(from: usize, end: usize, to: usize): void {
  const least = f64x2.splat(-narrow);
  const most = f64x2.splat(narrow);
  const magic = f64x2.splat(toInteger);
  for (let at = from; at < end; at += 16, to += 16) {
    const x = f64x2.pmin(f64x2.pmax(v128.load(at), least), most);
    const t = integer(x, magic);
    v128.store(integers, t);
    v128.store(to, exponential(x, t, magic, integers));
  }
}

/** exp over the whole range of double: Infinity above, gradual underflow and 0 below. */
export function exp64(from: usize, end: usize, to: usize): void {
  const least = f64x2.splat(-746);
  const most = f64x2.splat(710);
  const magic = f64x2.splat(toInteger);
  const bias = i64x2.splat(1023);
  for (let at = from; at < end; at += 16, to += 16) {
    const x = f64x2.pmin(f64x2.pmax(v128.load(at), least), most);
    const t = integer(x, magic);
    v128.store(integers, t);
    const first = line(integers);
    const second = line(integers + 8);
    const w = lessOne(x, f64x2.sub(t, magic), i64x2.shuffle(first, second, 1, 3));
    const power = i64x2.shuffle(first, second, 0, 2);
    // 2^⌊k/64⌋ in two factors, as it can lie beyond the exponents of double: the second rounds, and only once. The
    // low half of each lane is k; what the shifts make of the high half is shifted out.
    const half = i32x4.shr_s(t, 7);
    const other = i32x4.sub(i32x4.shr_s(t, 6), half);
    const y = f64x2.add(power, f64x2.mul(power, w));
    const once = f64x2.mul(y, i64x2.shl(i32x4.add(half, bias), 52));
    v128.store(to, f64x2.mul(once, i64x2.shl(i32x4.add(other, bias), 52)));
  }
}
