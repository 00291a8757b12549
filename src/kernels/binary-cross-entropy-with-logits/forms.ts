import type { Form } from '../kernel.ts';
import * as binaryCrossEntropy from '../binary-cross-entropy/forms.ts';
import * as sigmoid from '../sigmoid/forms.ts';

export const naive: Form = (tape, x, operands) =>
  binaryCrossEntropy.naive(tape, sigmoid.naive(tape, x, operands), operands);

export const stable: Form = (tape, x, { targets }) => {
  const linear = tape.subtract(tape.greater(x, tape.constant(0)), tape.multiply(x, tape.constant(targets)));
  return tape.add(linear, tape.log1p(tape.exp(tape.negative(tape.abs(x)))));
};
