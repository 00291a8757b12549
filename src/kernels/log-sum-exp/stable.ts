import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';
import { logOfSumOfExp } from './naive.ts';

/**
 * m + log Σ exp(x − m) with m = max x: the sum is in [1, n]. NaN where m is infinite, as in code written by hand,
 * though the value is defined there; −Infinity of no elements; Infinity in float16 from 65,520 equal logits on.
 * Blanchard, Higham, Higham 2021, https://doi.org/10.1093/imanum/draa038
 */
export function stableLogSumExp(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  _: Operands,
  scratch: Float64Array,
): void {
  out[0] = shiftedByMax(logOfSumOfExp, logits, arithmetic, scratch);
}

/** m + f(x − m) with m = max x, for an f that adding a number to every logit adds to. */
export function shiftedByMax(
  f: typeof logOfSumOfExp,
  logits: Float64Array,
  arithmetic: Arithmetic,
  scratch: Float64Array,
): number {
  const greatest = arithmetic.max(logits);
  for (let i = 0; i < logits.length; i++) scratch[i] = arithmetic.subtract(logits[i]!, greatest);
  return arithmetic.add(greatest, f(scratch, arithmetic, scratch));
}
