// Softmax in formats of up to 24 bits, whose values float32 holds: the sweep's loops. Spans are of float32, padded to
// a multiple of 16 bytes.
//
// Every operation but exp is exact in float32 but for one rounding, which the second one, to a format of up to 11 bits,
// leaves innocuous (Figueroa 1995: 24 ≥ 2p + 2). exp is in double, rounded to float32 and then to the format: for those
// whose every value is a test's, that is what a correctly rounded exp gives.
import { exponential, integer, magicNumber, roughExponential } from './exp64';

// A format is data in memory: seven float32 at these offsets, which ../narrow.ts writes.
const scale: usize = 0; // 1.5 · 2^(24 − p); 0 in float32, where nothing is left to round
const least: usize = 4; // 2^minExponent
const beyond: usize = 8; // the greatest power of two at which the scale does not overflow, or the format's
const greatest: usize = 12; // the greatest finite value
const overflow: usize = 16; // what is greater becomes
const lowest: usize = 20; // the least finite value
const underflow: usize = 24; // what is less becomes

/** How terms are computed and rounded. */
const accurate = 0; // an accurate exp, for float32 itself
const scaled = 1; // a rougher exp, and rounding as in round64.ts
const cut = 2; // a rougher exp, and rounding of the 16 low bits: bfloat16, in which the scale would overflow

/** In memory, as V8 builds a `v128.const` anew wherever it stands. */
const exponentBits = memory.data<i32>([0x7f800000]);
const one = memory.data<i32>([1]);
const half = memory.data<i32>([0x7fff]);
const high = memory.data<i32>([-0x10000]);

/** e^-120 is 0 in every format here, and e^120 overflows. */
const reach = memory.data<f32>([-120, 120]);

/** Where the loop reads the term's shift, and where the integers of four arguments pass from vectors to addresses. */
const seeds = memory.data(16, 16);
const integers = memory.data(32, 16);

/** Doubles that are values of the format, to float32; gives the maximum, NaN left out. */
export function narrow32(from: usize, end: usize, to: usize): f64 {
  let most = f64x2.splat(-Infinity);
  for (let at = from; at < end; at += 32, to += 16) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    most = f64x2.pmax(f64x2.pmax(most, a), b);
    v128.store(to, i64x2.shuffle(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2));
  }
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}

/** To the format's grid, overflow aside; the sign of a 0 is lost. */
@inline
function toGrid(x: v128, format: usize): v128 {
  const power = v128.and(x, v128.load32_splat(exponentBits));
  const bounded = f32x4.pmin(f32x4.pmax(power, v128.load32_splat(format, least)), v128.load32_splat(format, beyond));
  const c = f32x4.mul(bounded, v128.load32_splat(format, scale));
  return f32x4.sub(f32x4.add(x, c), c);
}

/** The nearest multiple of 2^16 as an integer, ties to even: Infinity where it overflows. */
@inline
function cutOff(x: v128): v128 {
  const odd = v128.and(i32x4.shr_u(x, 16), v128.load32_splat(one));
  return v128.and(i32x4.add(x, i32x4.add(odd, v128.load32_splat(half))), v128.load32_splat(high));
}

@inline
function termsBy(from: usize, end: usize, to: usize, shift: f32, format: usize, way: i32): void {
  store<f32>(seeds, shift);
  const subtrahend = v128.load32_splat(seeds);
  store<f64>(seeds, magicNumber(0), 8);
  const magic = v128.load64_splat(seeds, 8);
  for (let at = from; at < end; at += 16, to += 16) {
    let d = toGrid(f32x4.sub(v128.load(at), subtrahend), format);
    d = v128.bitselect(v128.load32_splat(format, underflow), d, f32x4.lt(d, v128.load32_splat(format, lowest)));
    d = f32x4.pmin(f32x4.pmax(d, v128.load32_splat(reach)), v128.load32_splat(reach, 4));
    const xa = f64x2.promote_low_f32x4(d);
    const xb = f64x2.promote_low_f32x4(i64x2.shuffle(d, d, 1, 0));
    const ta = integer(xa, magic);
    const tb = integer(xb, magic);
    v128.store(integers, ta);
    v128.store(integers, tb, 16);
    const a = way == accurate ? exponential(xa, ta, magic, integers) : roughExponential(xa, ta, magic, integers);
    const b =
      way == accurate ? exponential(xb, tb, magic, integers + 16) : roughExponential(xb, tb, magic, integers + 16);
    let y = i64x2.shuffle(f32x4.demote_f64x2_zero(a), f32x4.demote_f64x2_zero(b), 0, 2);
    if (way == cut) y = cutOff(y);
    if (way == scaled) {
      y = toGrid(y, format);
      y = v128.bitselect(v128.load32_splat(format, overflow), y, f32x4.gt(y, v128.load32_splat(format, greatest)));
    }
    v128.store(to, y);
  }
}

/** exp(x − shift) of each, rounded after both operations; `way` is one of the three above. */
export function terms32(from: usize, end: usize, to: usize, shift: f32, format: usize, way: i32): void {
  if (way == accurate) termsBy(from, end, to, shift, format, accurate);
  else if (way == scaled) termsBy(from, end, to, shift, format, scaled);
  else termsBy(from, end, to, shift, format, cut);
}

/** The greatest |p − q|, with p each term divided by the total and rounded, q the double of `references` there. */
export function shareDistance32(from: usize, end: usize, references: usize, total: f32, format: usize): f64 {
  store<f32>(seeds, total);
  const divisor = v128.load32_splat(seeds);
  let most = f64x2.splat(0);
  let lowest = most;
  for (let at = from; at < end; at += 16, references += 32) {
    const p = toGrid(f32x4.div(v128.load(at), divisor), format);
    const a = f64x2.sub(f64x2.promote_low_f32x4(p), v128.load(references));
    const b = f64x2.sub(f64x2.promote_low_f32x4(i64x2.shuffle(p, p, 1, 0)), v128.load(references, 16));
    most = f64x2.pmax(f64x2.pmax(most, a), b);
    lowest = f64x2.pmin(f64x2.pmin(lowest, a), b);
  }
  most = f64x2.pmax(most, f64x2.neg(lowest));
  return max(f64x2.extract_lane(most, 0), f64x2.extract_lane(most, 1));
}

function sequential(start: usize, end: usize, initial: f32): f32 {
  let total = initial;
  for (let at = start; at < end; at += 4) total += load<f32>(at);
  return total;
}

/** Eight running sums, in the order of sum64.ts; `end` − `start` is from 32 to 512 bytes. */
function block(start: usize, end: usize): f32 {
  let low = v128.load(start);
  let high = v128.load(start, 16);
  const whole = end - ((end - start) & 31);
  for (let at = start + 32; at < whole; at += 32) {
    low = f32x4.add(low, v128.load(at));
    high = f32x4.add(high, v128.load(at, 16));
  }
  const ab = f32x4.extract_lane(low, 0) + f32x4.extract_lane(low, 1);
  const cd = f32x4.extract_lane(low, 2) + f32x4.extract_lane(low, 3);
  const ef = f32x4.extract_lane(high, 0) + f32x4.extract_lane(high, 1);
  const gh = f32x4.extract_lane(high, 2) + f32x4.extract_lane(high, 3);
  return sequential(whole, end, ab + cd + (ef + gh));
}

function pairwise(start: usize, end: usize): f32 {
  const size = end - start;
  if (size < 32) return sequential(start, end, 0);
  if (size <= 512) return block(start, end);
  const middle = start + ((size >> 1) & ~31);
  return pairwise(start, middle) + pairwise(middle, end);
}

/** NumPy's order of a sum of float32, which is that of sum64.ts: its buffers of 8,192 from left to right. */
export function sum32(start: usize, end: usize): f32 {
  let total: f32 = 0;
  for (let from = start; from < end; from += 32768) total += pairwise(from, min(from + 32768, end));
  return total;
}
