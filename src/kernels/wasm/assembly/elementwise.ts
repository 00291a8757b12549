// Loops over doubles, from one place to another, which may be the same. Lengths are padded to a multiple of 16 bytes.

export function add64(from: usize, end: usize, to: usize, value: f64): void {
  const y = f64x2.splat(value);
  for (let at = from; at < end; at += 16, to += 16) v128.store(to, f64x2.add(v128.load(at), y));
}

export function multiply64(from: usize, end: usize, to: usize, value: f64): void {
  const y = f64x2.splat(value);
  for (let at = from; at < end; at += 16, to += 16) v128.store(to, f64x2.mul(v128.load(at), y));
}

export function divide64(from: usize, end: usize, to: usize, value: f64): void {
  const y = f64x2.splat(value);
  for (let at = from; at < end; at += 16, to += 16) v128.store(to, f64x2.div(v128.load(at), y));
}

/** The greatest |x − y|; NaN if an x or a y is not finite. */
export function distance64(x: usize, end: usize, y: usize): f64 {
  let greatest = f64x2.splat(0);
  let nonFinite = f64x2.splat(0);
  for (let at = x; at < end; at += 16, y += 16) {
    const difference = f64x2.abs(f64x2.sub(v128.load(at), v128.load(y)));
    greatest = f64x2.pmax(greatest, difference);
    // 0 of a number, NaN of an infinity or NaN, and that stays.
    nonFinite = f64x2.add(nonFinite, f64x2.sub(difference, difference));
  }
  greatest = f64x2.add(greatest, nonFinite);
  return max(f64x2.extract_lane(greatest, 0), f64x2.extract_lane(greatest, 1));
}
