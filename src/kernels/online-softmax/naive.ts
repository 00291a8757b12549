import type { Arithmetic } from '../arithmetic/arithmetic.ts';

/** The sum in one pass, without a maximum, in the policy's accumulator: fails as the naive softmax does. */
export function naiveOnlineSoftmax(logits: Float64Array, arithmetic: Arithmetic, out: Float64Array): void {
  const { accumulator, divide, exp, round } = arithmetic;
  let total = 0;
  for (let i = 0; i < logits.length; i++) {
    out[i] = exp(logits[i]!);
    total = accumulator.add(total, out[i]!);
  }
  const rounded = round(total);
  for (let i = 0; i < logits.length; i++) out[i] = divide(out[i]!, rounded);
}
