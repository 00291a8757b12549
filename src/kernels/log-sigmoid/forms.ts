import type { Form } from '../kernel.ts';
import * as sigmoid from '../sigmoid/forms.ts';

export const naive: Form = (tape, x, operands) => tape.log(sigmoid.naive(tape, x, operands));

export const stable: Form = (tape, x) => {
  const least = tape.negative(tape.greater(tape.negative(x), tape.constant(0)));
  return tape.subtract(least, tape.log1p(tape.exp(tape.negative(tape.abs(x)))));
};
