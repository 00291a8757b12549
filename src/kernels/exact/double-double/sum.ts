/** Elements summed with one plain double for all their low parts. */
const block = 128;

/**
 * How far off a sum of n positive double-doubles is, relative to itself, beyond the errors of its elements: in a block,
 * (b²/2 + 3b) u² < 2^-92 with b = 128 (the low parts have reached (k + 2)u of the sum at the k-th of them, and each is
 * added with two roundings); then 2^-103 for each addition of a block.
 */
export function sumError(n: number): number {
  return 2 ** -92 + (Math.ceil(n / block) + 1) * 2 ** -103;
}

/**
 * Adds the double-doubles hi[i] + lo[i] of start ≤ i < end to total[0] + total[1], in place.
 * @param hi - not negative; |lo[i]| ≤ ulp(hi[i]) / 2
 */
export function addTo(total: Float64Array, hi: Float64Array, lo: Float64Array, start: number, end: number): void {
  for (let from = start; from < end; from += block) {
    const to = Math.min(from + block, end);
    let sum = 0;
    let low = 0;
    for (let i = from; i < to; i++) {
      const term = hi[i]!;
      const next = sum + term;
      const shadow = next - sum;
      low += sum - (next - shadow) + (term - shadow) + lo[i]!;
      sum = next;
    }
    addDoubleDouble(total, sum, low);
  }
}

/** total += hi + lo, for numbers that are not negative. */
function addDoubleDouble(total: Float64Array, hi: number, lo: number): void {
  const head = total[0]! + hi;
  const shadow = head - total[0]!;
  const rest = total[0]! - (head - shadow) + (hi - shadow) + (total[1]! + lo);
  const sum = head + rest;
  total[0] = sum;
  total[1] = rest - (sum - head);
}
