/** Elements summed four abreast in plain doubles. */
const block = 32;

/**
 * How far off a sum of n positive doubles is, relative to itself, beyond the errors of its elements. In a block an element
 * passes through at most 12 additions (7 + 2, and up to 3 more in the last block); what each block's addition loses is kept (Knuth's TwoSum), and rounded once a
 * block: m² u² with m blocks, u = 2^-53. One u for the last addition of the two parts, one for all products of errors.
 */
export function sumError(n: number): number {
  return 14 * 2 ** -53 + (Math.ceil(n / block) * 2 ** -53) ** 2;
}

/** Σ values[i] over start ≤ i < end, added to total[0] + total[1]; none is negative. */
export function addTo(total: Float64Array, values: Float64Array, start: number, end: number): void {
  let sum = total[0]!;
  let low = total[1]!;
  for (let from = start; from < end; from += block) {
    const to = Math.min(from + block, end);
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let i = from;
    for (; i + 3 < to; i += 4) {
      a += values[i]!;
      b += values[i + 1]!;
      c += values[i + 2]!;
      d += values[i + 3]!;
    }
    for (; i < to; i++) a += values[i]!;
    const term = a + b + (c + d);
    const next = sum + term;
    const shadow = next - sum;
    low += sum - (next - shadow) + (term - shadow);
    sum = next;
  }
  total[0] = sum;
  total[1] = low;
}
