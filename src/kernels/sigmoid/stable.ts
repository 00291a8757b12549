import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import { naiveSigmoidOf } from './naive.ts';

/** The exp of the negative one of x and −x only, which cannot overflow: small values keep their digits to the last. */
export function stableSigmoid(logits: Float64Array, arithmetic: Arithmetic, out: Float64Array): void {
  const { add, divide, exp } = arithmetic;
  for (let i = 0; i < logits.length; i++) {
    const x = logits[i]!;
    if (x < 0) {
      const e = exp(x);
      out[i] = divide(e, add(1, e));
    } else {
      out[i] = naiveSigmoidOf(x, arithmetic);
    }
  }
}
