import type { Form } from '../kernel.ts';
import * as softmax from '../softmax/forms.ts';

export const naive: Form = (tape, x, operands) =>
  softmax.naive(tape, tape.divide(x, tape.constant(operands.temperature)), operands);

export const stable: Form = (tape, x, operands) => {
  const d = tape.divide(tape.subtract(x, tape.max(x)), tape.constant(operands.temperature));
  return softmax.naive(tape, d, operands);
};
