import type { Arithmetic } from '../arithmetic/arithmetic.ts';

/** log(1 + exp(x)): Infinity where exp overflows, 0 where 1 + exp(x) rounds to 1. */
export function naiveSoftplus(logits: Float64Array, { add, exp, log }: Arithmetic, out: Float64Array): void {
  for (let i = 0; i < logits.length; i++) out[i] = log(add(1, exp(logits[i]!)));
}
