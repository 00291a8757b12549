import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';
import { logOfMeanOfExp } from './naive.ts';

/** m + log of the mean of exp(x − m) with m = max x: the mean is in [1/n, 1]. NaN of no elements and of an infinite m. */
export function stableLogMeanExp(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  _: Operands,
  scratch: Float64Array,
): void {
  const greatest = arithmetic.max(logits);
  for (let i = 0; i < logits.length; i++) scratch[i] = arithmetic.subtract(logits[i]!, greatest);
  out[0] = arithmetic.add(greatest, logOfMeanOfExp(scratch, arithmetic, scratch));
}
