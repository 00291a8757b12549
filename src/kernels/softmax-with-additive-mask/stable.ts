import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';
import { fillFullyMasked } from '../masking/fully-masked.ts';
import { stableSoftmax } from '../softmax/stable.ts';

/**
 * Shifted softmax of x + mask. A mask of the format's least number instead of −∞ is no different in one row but where
 * everything is masked: it absorbs the logits, and the row comes out uniform by itself.
 */
export function stableSoftmaxWithAdditiveMask(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  { mask, fullyMasked }: Operands,
  scratch: Float64Array,
): void {
  for (let i = 0; i < logits.length; i++) scratch[i] = arithmetic.add(logits[i]!, mask[i]!);
  if (arithmetic.max(scratch) === -Infinity) fillFullyMasked(out, fullyMasked, arithmetic);
  else stableSoftmax(scratch, arithmetic, out);
}
