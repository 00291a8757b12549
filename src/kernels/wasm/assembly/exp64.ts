// exp of doubles: x = k·ln2 + r, exp(x) = 2^k·exp(r), to within 0.9 ulp.

/** Read into locals: V8 builds a `v128.const` anew wherever it stands. */
export const constants = memory.data<f64>([
  1.4426950408889634, // log2(e)
  6.9314718036912381649e-1, // ln2, its first 33 bits (fdlibm): k times it is exact for |k| < 2^20
  1.90821492927058770002e-10, // ln2, the rest
  // exp(r) = 1 + r + r²·q(r) for |r| ≤ ln2 / 2, q of degree 9 by weighted minimax: relative error 2^-57.9
  0.5000000000000011, 0.16666666666666408, 0.041666666666528, 0.008333333333496897, 0.0013888888944274484,
  0.00019841269502900649, 2.4801492363985932e-5, 2.755758821727752e-6, 2.7630531549784305e-7, 2.4999936616413813e-8,
]);

/** 1.5 · 2^52: added to a double below 2^51 it leaves the nearest integer in the low bits. */
export const toInteger: f64 = 6755399441055744;

/** The coefficient of r^power, from 2 to 11, in both lanes. */
@inline
function coefficient(power: usize): v128 {
  return v128.load64_splat(constants + (power + 1) * sizeof<f64>());
}

/**
 * Writes the exponentials of eight doubles to `to` and gives their sum, in two lanes. NaN of NaN. Four vectors go
 * abreast, by Horner's rule: each step waits for the one before, and the processor looks ahead only so far.
 * @param magic toInteger + 1023 + what is to be added to k; the exponent k gets must be that of a normal double
 */
@inline
export function exponentials(xa: v128, xb: v128, xc: v128, xd: v128, magic: v128, to: usize): v128 {
  const log2e = v128.load64_splat(constants);
  const ln2High = v128.load64_splat(constants, 8);
  const ln2Low = v128.load64_splat(constants, 16);
  const ta = f64x2.add(f64x2.mul(xa, log2e), magic);
  const tb = f64x2.add(f64x2.mul(xb, log2e), magic);
  const tc = f64x2.add(f64x2.mul(xc, log2e), magic);
  const td = f64x2.add(f64x2.mul(xd, log2e), magic);
  const ka = f64x2.sub(ta, magic);
  const kb = f64x2.sub(tb, magic);
  const kc = f64x2.sub(tc, magic);
  const kd = f64x2.sub(td, magic);
  const ra = f64x2.sub(f64x2.sub(xa, f64x2.mul(ka, ln2High)), f64x2.mul(ka, ln2Low));
  const rb = f64x2.sub(f64x2.sub(xb, f64x2.mul(kb, ln2High)), f64x2.mul(kb, ln2Low));
  const rc = f64x2.sub(f64x2.sub(xc, f64x2.mul(kc, ln2High)), f64x2.mul(kc, ln2Low));
  const rd = f64x2.sub(f64x2.sub(xd, f64x2.mul(kd, ln2High)), f64x2.mul(kd, ln2Low));
  let c = coefficient(11);
  const d = coefficient(10);
  let qa = f64x2.add(d, f64x2.mul(c, ra));
  let qb = f64x2.add(d, f64x2.mul(c, rb));
  let qc = f64x2.add(d, f64x2.mul(c, rc));
  let qd = f64x2.add(d, f64x2.mul(c, rd));
  c = coefficient(9);
  qa = f64x2.add(c, f64x2.mul(qa, ra));
  qb = f64x2.add(c, f64x2.mul(qb, rb));
  qc = f64x2.add(c, f64x2.mul(qc, rc));
  qd = f64x2.add(c, f64x2.mul(qd, rd));
  c = coefficient(8);
  qa = f64x2.add(c, f64x2.mul(qa, ra));
  qb = f64x2.add(c, f64x2.mul(qb, rb));
  qc = f64x2.add(c, f64x2.mul(qc, rc));
  qd = f64x2.add(c, f64x2.mul(qd, rd));
  c = coefficient(7);
  qa = f64x2.add(c, f64x2.mul(qa, ra));
  qb = f64x2.add(c, f64x2.mul(qb, rb));
  qc = f64x2.add(c, f64x2.mul(qc, rc));
  qd = f64x2.add(c, f64x2.mul(qd, rd));
  c = coefficient(6);
  qa = f64x2.add(c, f64x2.mul(qa, ra));
  qb = f64x2.add(c, f64x2.mul(qb, rb));
  qc = f64x2.add(c, f64x2.mul(qc, rc));
  qd = f64x2.add(c, f64x2.mul(qd, rd));
  c = coefficient(5);
  qa = f64x2.add(c, f64x2.mul(qa, ra));
  qb = f64x2.add(c, f64x2.mul(qb, rb));
  qc = f64x2.add(c, f64x2.mul(qc, rc));
  qd = f64x2.add(c, f64x2.mul(qd, rd));
  c = coefficient(4);
  qa = f64x2.add(c, f64x2.mul(qa, ra));
  qb = f64x2.add(c, f64x2.mul(qb, rb));
  qc = f64x2.add(c, f64x2.mul(qc, rc));
  qd = f64x2.add(c, f64x2.mul(qd, rd));
  c = coefficient(3);
  qa = f64x2.add(c, f64x2.mul(qa, ra));
  qb = f64x2.add(c, f64x2.mul(qb, rb));
  qc = f64x2.add(c, f64x2.mul(qc, rc));
  qd = f64x2.add(c, f64x2.mul(qd, rd));
  c = coefficient(2);
  qa = f64x2.add(c, f64x2.mul(qa, ra));
  qb = f64x2.add(c, f64x2.mul(qb, rb));
  qc = f64x2.add(c, f64x2.mul(qc, rc));
  qd = f64x2.add(c, f64x2.mul(qd, rd));
  const wa = f64x2.add(ra, f64x2.mul(f64x2.mul(ra, ra), qa));
  const wb = f64x2.add(rb, f64x2.mul(f64x2.mul(rb, rb), qb));
  const wc = f64x2.add(rc, f64x2.mul(f64x2.mul(rc, rc), qc));
  const wd = f64x2.add(rd, f64x2.mul(f64x2.mul(rd, rd), qd));
  const sa = i64x2.shl(ta, 52);
  const sb = i64x2.shl(tb, 52);
  const sc = i64x2.shl(tc, 52);
  const sd = i64x2.shl(td, 52);
  const ya = f64x2.add(sa, f64x2.mul(sa, wa));
  const yb = f64x2.add(sb, f64x2.mul(sb, wb));
  const yc = f64x2.add(sc, f64x2.mul(sc, wc));
  const yd = f64x2.add(sd, f64x2.mul(sd, wd));
  v128.store(to, ya);
  v128.store(to, yb, 16);
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
  const magic = f64x2.splat(toInteger + 1023);
  for (let at = from; at < end; at += 64, to += 64) {
    exponentials(
      f64x2.pmin(f64x2.pmax(v128.load(at), least), most),
      f64x2.pmin(f64x2.pmax(v128.load(at, 16), least), most),
      f64x2.pmin(f64x2.pmax(v128.load(at, 32), least), most),
      f64x2.pmin(f64x2.pmax(v128.load(at, 48), least), most),
      magic,
      to,
    );
  }
}

/** exp over the whole range of double: Infinity above, gradual underflow and 0 below. */
export function exp64(from: usize, end: usize, to: usize): void {
  const least = f64x2.splat(-746);
  const most = f64x2.splat(710);
  const half = f64x2.splat(0.5);
  const magic = f64x2.splat(toInteger);
  const bias = f64x2.splat(toInteger + 1023);
  for (let at = from; at < end; at += 16, to += 16) {
    const x = f64x2.pmin(f64x2.pmax(v128.load(at), least), most);
    const k = f64x2.sub(f64x2.add(f64x2.mul(x, v128.load64_splat(constants)), magic), magic);
    const r = f64x2.sub(
      f64x2.sub(x, f64x2.mul(k, v128.load64_splat(constants, 8))),
      f64x2.mul(k, v128.load64_splat(constants, 16)),
    );
    let q = coefficient(11);
    for (let power: usize = 10; power > 1; power--) q = f64x2.add(coefficient(power), f64x2.mul(q, r));
    const w = f64x2.add(r, f64x2.mul(f64x2.mul(r, r), q));
    // 2^k in two factors, as k can lie beyond the exponents of double: the second rounds, and only once.
    const t = f64x2.add(f64x2.mul(k, half), bias);
    const first = i64x2.shl(t, 52);
    const second = i64x2.shl(f64x2.add(f64x2.sub(k, f64x2.sub(t, bias)), bias), 52);
    v128.store(to, f64x2.mul(f64x2.add(first, f64x2.mul(first, w)), second));
  }
}
