import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { stableLogSoftmax } from '../log-softmax/stable.ts';

/** −log_softmax(x)[target], by the shifted log-softmax: finite for finite logits. NaN where the maximum is infinite. */
export function stableCrossEntropy(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  target: number,
): void {
  const logProbabilities = new Float64Array(logits.length);
  stableLogSoftmax(logits, arithmetic, logProbabilities);
  out[0] = -logProbabilities[target]!;
}
