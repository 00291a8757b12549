import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { naiveSoftmax } from './naive.ts';

/**
 * exp(x − max x) / Σ exp(x − max x): every exp is in [0, 1] and one of them is 1. NaN where the maximum is infinite;
 * 0 where even the sum of n such terms overflows, in float16 from 65,520 equal logits on.
 * Blanchard, Higham, Higham 2021, https://doi.org/10.1093/imanum/draa038
 */
export function stableSoftmax(logits: Float64Array, arithmetic: Arithmetic, out: Float64Array): void {
  const greatest = arithmetic.max(logits);
  for (let i = 0; i < logits.length; i++) out[i] = arithmetic.subtract(logits[i]!, greatest);
  naiveSoftmax(out, arithmetic, out);
}
