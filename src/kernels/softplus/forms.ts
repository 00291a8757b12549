import type { Form } from '../kernel.ts';

export const naive: Form = (tape, x) => tape.log(tape.add(tape.constant(1), tape.exp(x)));

export const stable: Form = (tape, x) =>
  tape.add(tape.greater(x, tape.constant(0)), tape.log1p(tape.exp(tape.negative(tape.abs(x)))));
