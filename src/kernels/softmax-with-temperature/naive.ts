import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';
import { naiveSoftmax } from '../softmax/naive.ts';

/** Softmax of x / T: a temperature below 1 brings exp's overflow nearer by as much. */
export function naiveSoftmaxWithTemperature(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  { temperature }: Operands,
  scratch: Float64Array,
): void {
  for (let i = 0; i < logits.length; i++) scratch[i] = arithmetic.divide(logits[i]!, temperature);
  naiveSoftmax(scratch, arithmetic, out);
}
