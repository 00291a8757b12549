import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';

/** log of the mean of exp(x): Infinity where the sum overflows although the mean would not; NaN of no elements. */
export function naiveLogMeanExp(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  _: Operands,
  scratch: Float64Array,
): void {
  out[0] = logOfMeanOfExp(logits, arithmetic, scratch);
}

/** log of the mean of exp(x), the exps in `terms`, which may be the logits themselves. */
export function logOfMeanOfExp(
  logits: Float64Array,
  { divide, exp, log, sum }: Arithmetic,
  terms: Float64Array,
): number {
  for (let i = 0; i < logits.length; i++) terms[i] = exp(logits[i]!);
  // The count itself is not rounded: as a float16 it would be infinite from 65,520 on.
  return log(divide(sum(terms), logits.length));
}
