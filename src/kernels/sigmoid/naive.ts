import type { Arithmetic } from '../arithmetic/arithmetic.ts';

/** 1 / (1 + exp(−x)): 0 where exp(−x) overflows, though exp(x) has normal values left, or NaN without infinities. */
export function naiveSigmoid(logits: Float64Array, arithmetic: Arithmetic, out: Float64Array): void {
  for (let i = 0; i < logits.length; i++) out[i] = naiveSigmoidOf(logits[i]!, arithmetic);
}

export function naiveSigmoidOf(x: number, { add, divide, exp }: Arithmetic): number {
  return divide(1, add(1, exp(-x)));
}
