import type { Form } from '../kernel.ts';

/** exp(x) / exp(x).sum(), as one expression writes it: its two exps get their cotangents apart. */
export const naive: Form = (tape, x) => tape.divide(tape.exp(x), tape.sum(tape.exp(x)));

export const stable: Form = (tape, x, operands) => naive(tape, tape.subtract(x, tape.max(x)), operands);
