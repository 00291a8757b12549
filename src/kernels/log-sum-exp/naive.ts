import type { Arithmetic } from '../arithmetic/arithmetic.ts';

/** log Σ exp(x): Infinity when an exp or the sum overflows, −Infinity when every exp underflows. */
export function naiveLogSumExp(logits: Float64Array, { exp, sum, log }: Arithmetic, out: Float64Array): void {
  out[0] = log(sum(logits.map(exp)));
}
