import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';

/** log(exp(x) + exp(y)): Infinity when an exp or the sum overflows, −Infinity when both underflow. */
export function naiveLogAddExp(
  logits: Float64Array,
  { add, exp, log }: Arithmetic,
  out: Float64Array,
  { other }: Operands,
): void {
  for (let i = 0; i < logits.length; i++) out[i] = log(add(exp(logits[i]!), exp(other[i]!)));
}
