import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';

/**
 * max(x, 0) − x t + log1p(exp(−|x|)): finite for every finite logit whose product with its target is.
 * https://www.tensorflow.org/api_docs/python/tf/nn/sigmoid_cross_entropy_with_logits
 */
export function stableBinaryCrossEntropyWithLogits(
  logits: Float64Array,
  { add, exp, log1p, multiply, subtract }: Arithmetic,
  out: Float64Array,
  { targets }: Operands,
): void {
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    out[i] = add(subtract(Math.max(x, 0), multiply(x, targets[i]!)), log1p(exp(-Math.abs(x))));
  }
}
