import type { Arithmetic } from '../arithmetic/arithmetic.ts';

/** exp(x) / Σ exp(x): infinite over infinite from the overflow of exp on, 0/0 when every exp underflows. */
export function naiveSoftmax(logits: Float64Array, { exp, sum, divide }: Arithmetic, out: Float64Array): void {
  for (let i = 0; i < logits.length; i++) out[i] = exp(logits[i]!);
  const total = sum(out);
  for (let i = 0; i < out.length; i++) out[i] = divide(out[i]!, total);
}
