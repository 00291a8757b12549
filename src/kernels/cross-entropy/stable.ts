import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';
import { logOfSumOfExp } from '../log-sum-exp/naive.ts';

/**
 * −log_softmax(x)[target], by the shifted log-softmax: finite however unlikely the target is. NaN where the maximum is
 * infinite; Infinity where n terms of 1 overflow, in float16 from 65,520 equal logits on.
 */
export function stableCrossEntropy(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  { target }: Operands,
  scratch: Float64Array,
): void {
  const { max, subtract } = arithmetic;
  const greatest = max(logits);
  for (let i = 0; i < logits.length; i++) scratch[i] = subtract(logits[i]!, greatest);
  const shifted = scratch[target]!;
  out[0] = -subtract(shifted, logOfSumOfExp(scratch, arithmetic, scratch));
}
