import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { logOfSumOfExp } from '../log-sum-exp/naive.ts';
import type { Operands } from '../kernel.ts';

/**
 * d − log Σ exp(d) with d = x − max x: the sum is in [1, n], and no log is taken of an exp that may be 0. NaN where the
 * maximum is infinite; −Infinity where n terms of 1 overflow, in float16 from 65,520 equal logits on.
 * Blanchard, Higham, Higham 2021, https://doi.org/10.1093/imanum/draa038
 */
export function stableLogSoftmax(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  _: Operands,
  scratch: Float64Array,
): void {
  const { max, subtract } = arithmetic;
  const greatest = max(logits);
  for (let i = 0; i < logits.length; i++) out[i] = subtract(logits[i]!, greatest);
  const logTotal = logOfSumOfExp(out, arithmetic, scratch);
  for (let i = 0; i < out.length; i++) out[i] = subtract(out[i]!, logTotal);
}
