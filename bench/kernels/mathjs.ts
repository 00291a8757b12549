import { all, create } from 'mathjs';
import type { Floats } from '../../src/kernels/index.ts';

/** exp(x − max x) / Σ by mathjs' functions of numbers. */
export function mathjsSoftmax(logits: Floats): () => number[] {
  const math = create(all!);
  const x = Array.from(logits);
  return () => {
    const greatest = math.max(x);
    const terms = x.map((value) => math.exp(math.subtract(value, greatest)));
    return math.divide(terms, math.sum(terms)) as number[];
  };
}
