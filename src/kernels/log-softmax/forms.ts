import type { Form } from '../kernel.ts';
import * as softmax from '../softmax/forms.ts';

export const naive: Form = (tape, x, operands) => tape.log(softmax.naive(tape, x, operands));

/** As one expression writes it: what is shifted twice gets its cotangents apart. */
export const stable: Form = (tape, x) => {
  const shifted = tape.subtract(x, tape.max(x));
  return tape.subtract(shifted, tape.log(tape.sum(tape.exp(tape.subtract(x, tape.max(x))))));
};
