import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { naiveSoftmax } from '../softmax/naive.ts';

/** log(softmax(x)): −Infinity where a probability underflows to 0, and everything that befalls the naive softmax. */
export function naiveLogSoftmax(logits: Float64Array, arithmetic: Arithmetic, out: Float64Array): void {
  naiveSoftmax(logits, arithmetic, out);
  for (let i = 0; i < out.length; i++) out[i] = arithmetic.log(out[i]!);
}
