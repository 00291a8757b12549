import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { naiveSigmoidOf } from '../sigmoid/naive.ts';

/** log(1 / (1 + exp(−x))): −Infinity where exp(−x) overflows, and 0 from where 1 + exp(−x) rounds to 1. */
export function naiveLogSigmoid(logits: Float64Array, arithmetic: Arithmetic, out: Float64Array): void {
  for (let i = 0; i < logits.length; i++) out[i] = arithmetic.log(naiveSigmoidOf(logits[i]!, arithmetic));
}
