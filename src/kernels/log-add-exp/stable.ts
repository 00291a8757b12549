import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';

/**
 * max(x, y) + log1p(exp(−|x − y|)), and x + log 2 of equal ones, as NumPy's logaddexp: so it holds for equal infinities,
 * of which the difference is NaN.
 */
export function stableLogAddExp(
  logits: Float64Array,
  { add, exp, log1p, subtract }: Arithmetic,
  out: Float64Array,
  { other }: Operands,
): void {
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    const y = other[i]!;
    const distance = x === y ? 0 : Math.abs(subtract(x, y));
    out[i] = add(Math.max(x, y), log1p(exp(-distance)));
  }
}
