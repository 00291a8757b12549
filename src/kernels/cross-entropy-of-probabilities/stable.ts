import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';

/** −log(p[target]): Infinity where that probability is 0, which no form can mend; the logits are needed for it. */
export function stableCrossEntropyOfProbabilities(
  probabilities: Float64Array,
  { log }: Arithmetic,
  out: Float64Array,
  { target }: Operands,
): void {
  out[0] = -log(probabilities[target]!);
}
