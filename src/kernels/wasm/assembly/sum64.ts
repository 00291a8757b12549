// NumPy's order of a contiguous sum, the one of ../../arithmetic/sum.ts, with every addition rounded to double or, if
// `single`, to float32. https://github.com/numpy/numpy/pull/3685

@inline
function rounded(x: v128, single: bool): v128 {
  return single ? f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(x)) : x;
}

@inline
function add(a: f64, b: f64, single: bool): f64 {
  return single ? f64(f32(a + b)) : a + b;
}

function sequential(start: usize, end: usize, initial: f64, single: bool): f64 {
  let total = initial;
  for (let at = start; at < end; at += 8) total = add(total, load<f64>(at), single);
  return total;
}

/** Eight running sums; `end` − `start` is from 64 to 1,024 bytes. */
function block(start: usize, end: usize, single: bool): f64 {
  let a = v128.load(start);
  let b = v128.load(start, 16);
  let c = v128.load(start, 32);
  let d = v128.load(start, 48);
  const whole = end - ((end - start) & 63);
  for (let at = start + 64; at < whole; at += 64) {
    a = rounded(f64x2.add(a, v128.load(at)), single);
    b = rounded(f64x2.add(b, v128.load(at, 16)), single);
    c = rounded(f64x2.add(c, v128.load(at, 32)), single);
    d = rounded(f64x2.add(d, v128.load(at, 48)), single);
  }
  const ab = add(f64x2.extract_lane(a, 0), f64x2.extract_lane(a, 1), single);
  const cd = add(f64x2.extract_lane(b, 0), f64x2.extract_lane(b, 1), single);
  const ef = add(f64x2.extract_lane(c, 0), f64x2.extract_lane(c, 1), single);
  const gh = add(f64x2.extract_lane(d, 0), f64x2.extract_lane(d, 1), single);
  return sequential(whole, end, add(add(ab, cd, single), add(ef, gh, single), single), single);
}

function pairwise(start: usize, end: usize, single: bool): f64 {
  const size = end - start;
  if (size < 64) return sequential(start, end, 0, single);
  if (size <= 1024) return single ? block(start, end, true) : block(start, end, false);
  const middle = start + ((size >> 1) & ~63);
  return add(pairwise(start, middle, single), pairwise(middle, end, single), single);
}

/** Bytes in NumPy's buffer: the pairwise sums of the buffers are added from left to right. */
const buffer: usize = 8192 * sizeof<f64>();

export function sum64(start: usize, end: usize, single: bool): f64 {
  let total: f64 = 0;
  for (let from = start; from < end; from += buffer) {
    total = add(total, pairwise(from, min(from + buffer, end), single), single);
  }
  return total;
}
