import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';
import { naiveSoftmax } from '../softmax/naive.ts';

/** Shifted before it is divided: x / T alone could overflow for a small T, and ∞ − ∞ be NaN. For T > 0. */
export function stableSoftmaxWithTemperature(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  { temperature }: Operands,
  scratch: Float64Array,
): void {
  const { divide, max, subtract } = arithmetic;
  const greatest = max(logits);
  for (let i = 0; i < logits.length; i++) scratch[i] = divide(subtract(logits[i]!, greatest), temperature);
  naiveSoftmax(scratch, arithmetic, out);
}
