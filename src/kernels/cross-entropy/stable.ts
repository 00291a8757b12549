import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { stableLogSoftmax } from '../log-softmax/stable.ts';

/**
 * −log_softmax(x)[target], by the shifted log-softmax: finite however unlikely the target is. NaN where the maximum is
 * infinite; Infinity where n terms of 1 overflow, in float16 from 65,520 equal logits on.
 */
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
