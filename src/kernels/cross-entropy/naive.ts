import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';
import { naiveSoftmax } from '../softmax/naive.ts';

/** −log(softmax(x))[target]: Infinity when the target's probability underflows, NaN when the softmax is NaN. */
export function naiveCrossEntropy(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  { target }: Operands,
  scratch: Float64Array,
): void {
  naiveSoftmax(logits, arithmetic, scratch);
  out[0] = -arithmetic.log(scratch[target]!);
}
