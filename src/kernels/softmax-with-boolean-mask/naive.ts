import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';

/** exp(x) · keep / Σ: what is masked still overflows, and ∞ · 0 is NaN; 0/0 where everything is masked. */
export function naiveSoftmaxWithBooleanMask(
  logits: Float64Array,
  { divide, exp, multiply, sum }: Arithmetic,
  out: Float64Array,
  { keep }: Operands,
): void {
  for (let i = 0; i < logits.length; i++) out[i] = multiply(exp(logits[i]!), keep[i]!);
  const total = sum(out);
  for (let i = 0; i < out.length; i++) out[i] = divide(out[i]!, total);
}
