import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';

/** log Σ exp(x): Infinity when an exp or the sum overflows, −Infinity when every exp underflows. */
export function naiveLogSumExp(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  _: Operands,
  scratch: Float64Array,
): void {
  out[0] = logOfSumOfExp(logits, arithmetic, scratch);
}

/** log Σ exp(x), the exps in `terms`, which may be the logits themselves. */
export function logOfSumOfExp(logits: Float64Array, { exp, sum, log }: Arithmetic, terms: Float64Array): number {
  for (let i = 0; i < logits.length; i++) terms[i] = exp(logits[i]!);
  return log(sum(terms));
}
