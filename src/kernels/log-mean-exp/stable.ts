import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';
import { shiftedByMax } from '../log-sum-exp/stable.ts';
import { logOfMeanOfExp } from './naive.ts';

/** m + log of the mean of exp(x − m) with m = max x: the mean is in [1/n, 1]. NaN of no elements and of an infinite m. */
export function stableLogMeanExp(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  _: Operands,
  scratch: Float64Array,
): void {
  out[0] = shiftedByMax(logOfMeanOfExp, logits, arithmetic, scratch);
}
