import type { Form } from '../kernel.ts';

export const naive: Form = (tape, x) => tape.log(tape.sum(tape.exp(x)));

export const stable: Form = (tape, x, operands) => {
  const m = tape.max(x);
  return tape.add(m, naive(tape, tape.subtract(x, m), operands));
};
