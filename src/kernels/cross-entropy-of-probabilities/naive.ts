import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';

/** −Σ onehot · log(p): NaN as soon as any other class has probability 0, by 0 · −∞. */
export function naiveCrossEntropyOfProbabilities(
  probabilities: Float64Array,
  { log, multiply, sum }: Arithmetic,
  out: Float64Array,
  { target }: Operands,
  scratch: Float64Array,
): void {
  for (let i = 0; i < probabilities.length; i++) scratch[i] = multiply(i === target ? 1 : 0, log(probabilities[i]!));
  out[0] = -sum(scratch);
}
