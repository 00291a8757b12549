import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { naiveBinaryCrossEntropyOf } from '../binary-cross-entropy/naive.ts';
import type { Operands } from '../kernel.ts';
import { naiveSigmoidOf } from '../sigmoid/naive.ts';

/** The loss of a sigmoid: infinite or NaN once that rounds to 1, from −ln u on, or to 0. */
export function naiveBinaryCrossEntropyWithLogits(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  { targets }: Operands,
): void {
  for (let i = 0; i < logits.length; i++) {
    out[i] = naiveBinaryCrossEntropyOf(naiveSigmoidOf(logits[i]!, arithmetic), targets[i]!, arithmetic);
  }
}
