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
  const greatest = arithmetic.max(logits);
  for (let i = 0; i < logits.length; i++) scratch[i] = arithmetic.subtract(logits[i]!, greatest);
  out[0] = arithmetic.add(greatest, logOfSumOfExp(scratch, arithmetic, scratch));
}
