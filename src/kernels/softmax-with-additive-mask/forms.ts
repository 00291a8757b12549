import type { Form } from '../kernel.ts';
import { fillFullyMasked } from '../masking/fully-masked.ts';
import * as softmax from '../softmax/forms.ts';

export const naive: Form = (tape, x, operands) =>
  softmax.naive(tape, tape.add(x, tape.constant(operands.mask)), operands);

export const stable: Form = (tape, x, operands) => {
  const masked = tape.add(x, tape.constant(operands.mask));
  if (tape.arithmetic.max(masked.values) !== -Infinity) return softmax.stable(tape, masked, operands);
  const out = new Float64Array(x.values.length);
  fillFullyMasked(out, operands.fullyMasked, tape.arithmetic);
  return tape.constant(out);
};
