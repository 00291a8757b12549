import type { Form } from '../kernel.ts';
import { fillFullyMasked } from '../masking/fully-masked.ts';
import * as softmax from '../softmax/forms.ts';

export const naive: Form = (tape, x, { keep }) => {
  const e = tape.multiply(tape.exp(x), tape.constant(keep));
  return tape.divide(e, tape.sum(e));
};

export const stable: Form = (tape, x, operands) => {
  const { keep, fullyMasked } = operands;
  if (!keep.includes(1)) {
    const out = new Float64Array(x.values.length);
    fillFullyMasked(out, fullyMasked, tape.arithmetic);
    return tape.constant(out);
  }
  // Masked before exp: behind it an overflow would come back as the derivative 0 · ∞.
  const d = tape.choose(keep, tape.subtract(x, tape.max(x, keep)), tape.constant(-Infinity));
  return softmax.naive(tape, d, operands);
};
