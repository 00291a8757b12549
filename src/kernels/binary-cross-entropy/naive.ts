import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';

/** −(t log p + (1 − t) log(1 − p)): NaN by 0 · −∞ where p is exactly 0 or 1, and 1 − p loses a small p. */
export function naiveBinaryCrossEntropy(
  probabilities: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  { targets }: Operands,
): void {
  for (let i = 0; i < probabilities.length; i++) {
    out[i] = naiveBinaryCrossEntropyOf(probabilities[i]!, targets[i]!, arithmetic);
  }
}

export function naiveBinaryCrossEntropyOf(p: number, t: number, { add, log, multiply, subtract }: Arithmetic): number {
  return -add(multiply(t, log(p)), multiply(subtract(1, t), log(subtract(1, p))));
}
