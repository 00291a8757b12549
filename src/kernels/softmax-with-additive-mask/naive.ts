import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';
import { naiveSoftmax } from '../softmax/naive.ts';

/** Softmax of x + mask: NaN where everything is masked, and everything that befalls the naive softmax. */
export function naiveSoftmaxWithAdditiveMask(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  { mask }: Operands,
  scratch: Float64Array,
): void {
  for (let i = 0; i < logits.length; i++) scratch[i] = arithmetic.add(logits[i]!, mask[i]!);
  naiveSoftmax(scratch, arithmetic, out);
}
