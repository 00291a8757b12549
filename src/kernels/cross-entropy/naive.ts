import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { naiveLogSoftmax } from '../log-softmax/naive.ts';

/** −log(softmax(x))[target]: Infinity when the target's probability underflows, NaN when the softmax is NaN. */
export function naiveCrossEntropy(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  target: number,
): void {
  const logProbabilities = new Float64Array(logits.length);
  naiveLogSoftmax(logits, arithmetic, logProbabilities);
  out[0] = -logProbabilities[target]!;
}
