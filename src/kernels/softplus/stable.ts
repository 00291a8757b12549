import type { Arithmetic } from '../arithmetic/arithmetic.ts';

/** max(x, 0) + log1p(exp(−|x|)): the exp is in [0, 1], and log1p keeps what 1 + exp would lose. */
export function stableSoftplus(logits: Float64Array, { add, exp, log1p }: Arithmetic, out: Float64Array): void {
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    out[i] = add(Math.max(x, 0), log1p(exp(-Math.abs(x))));
  }
}
