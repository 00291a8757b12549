import type { Arithmetic } from '../arithmetic/arithmetic.ts';

/**
 * Maximum and sum in one pass: what was summed is scaled down whenever a greater logit comes. As stable as two passes;
 * the heart of FlashAttention. The sum is kept in the policy's accumulator.
 * Milakov, Gimelshein 2018, https://arxiv.org/abs/1805.02867, algorithm 3
 */
export function stableOnlineSoftmax(logits: Float64Array, arithmetic: Arithmetic, out: Float64Array): void {
  const { accumulator, divide, exp, round, subtract } = arithmetic;
  let greatest = -Infinity;
  let total = 0;
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    const before = greatest;
    greatest = Math.max(greatest, x);
    // While the maximum is −∞ the sum is 0, and its factor would be exp(−∞ + ∞).
    const scaled = before === -Infinity ? total : accumulator.multiply(total, exp(subtract(before, greatest)));
    total = greatest === -Infinity ? scaled : accumulator.add(scaled, exp(subtract(x, greatest)));
  }
  const rounded = round(total);
  for (let i = 0; i < logits.length; i++) out[i] = divide(exp(subtract(logits[i]!, greatest)), rounded);
}
