// Softmax of float64 logits: the same three passes as softmax32.ts, with the same reduction. Logits are padded with
// −Infinity to a multiple of 8.
import { exponent64, exponentials, magicNumber } from './exp64';

/** Terms are 2^512 times too great, so that those which underflow do so once, and gradually, in the division. */
const bias: f64 = 512;

/** A double this much below the maximum has a probability of 0. Its term, 2^-1443 · 2^512, is still normal. */
const depth: f64 = 1000;

/** Where loops read what they are given from: V8 may compute a splat of a number, and the number, anew in each turn. */
const seeds = memory.data(16, 16);

let seen: f64 = -Infinity;

/** The maximum that expSum64 found. */
export function greatestSeen64(): f64 {
  return seen;
}

/** The greatest, NaN left out; −Infinity of none. */
export function max64(start: usize, end: usize): f64 {
  let a = f64x2.splat(-Infinity);
  let b = a;
  for (let at = start; at < end; at += 32) {
    a = f64x2.pmax(a, v128.load(at));
    b = f64x2.pmax(b, v128.load(at, 16));
  }
  return greatestLane(f64x2.pmax(a, b));
}

@inline
function greatestLane(a: v128): f64 {
  return max(f64x2.extract_lane(a, 0), f64x2.extract_lane(a, 1));
}

/**
 * Turns each x into its term, 2^512 · 2^(k − K)·exp(r), and gives their sum: NaN if an x is NaN. `greatestSeen64` then has
 * the maximum of all x, NaN left out.
 * @param near what K is the exponent of: at most 300 above the maximum or below, |near| ≤ 4,000
 */
export function expSum64(start: usize, end: usize, near: f64): f64 {
  store<f64>(seeds, near - depth);
  store<f64>(seeds, magicNumber(bias - exponent64(near)), 8);
  const least = v128.load64_splat(seeds);
  const magic = v128.load64_splat(seeds, 8);
  let sum = f64x2.splat(0);
  let lost = sum;
  let first = f64x2.splat(-Infinity);
  let second = first;
  for (let at = start; at < end; at += 64) {
    const xa = v128.load(at);
    const xb = v128.load(at, 16);
    const xc = v128.load(at, 32);
    const xd = v128.load(at, 48);
    first = f64x2.pmax(f64x2.pmax(first, xa), xb);
    second = f64x2.pmax(f64x2.pmax(second, xc), xd);
    const y = exponentials(
      f64x2.pmax(xa, least),
      f64x2.pmax(xb, least),
      f64x2.pmax(xc, least),
      f64x2.pmax(xd, least),
      magic,
      at,
    );
    // TwoSum (Knuth): where one term is nearly all of the sum, what the others lose beside it adds up.
    const next = f64x2.add(sum, y);
    const added = f64x2.sub(next, sum);
    lost = f64x2.add(lost, f64x2.add(f64x2.sub(sum, f64x2.sub(next, added)), f64x2.sub(y, added)));
    sum = next;
  }
  seen = greatestLane(f64x2.pmax(first, second));
  const rest = f64x2.extract_lane(lost, 0) + f64x2.extract_lane(lost, 1);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1) + rest;
}

/** a · b − 1 where that is next to 0, by Dekker's product (1971). */
function productLessOne(a: f64, b: f64): f64 {
  const split: f64 = 134217729; // 2^27 + 1
  const aHigh = split * a - (split * a - a);
  const bHigh = split * b - (split * b - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aHigh * bHigh - 1 + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** Divides each by `total`. The reciprocal has two parts: rounded to one it would add as much error as the product. */
export function normalize64(start: usize, end: usize, total: f64): void {
  const high = 1 / total;
  store<f64>(seeds, high);
  store<f64>(seeds, -productLessOne(total, high) * high, 8);
  const c = v128.load64_splat(seeds);
  const rest = v128.load64_splat(seeds, 8);
  for (let at = start; at < end; at += 32) {
    const a = v128.load(at);
    const b = v128.load(at, 16);
    v128.store(at, f64x2.add(f64x2.mul(a, rest), f64x2.mul(a, c)));
    v128.store(at, f64x2.add(f64x2.mul(b, rest), f64x2.mul(b, c)), 16);
  }
}
