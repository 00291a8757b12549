import type { Form } from '../kernel.ts';
import * as logSoftmax from '../log-softmax/forms.ts';

export const naive: Form = (tape, x, operands) =>
  tape.negative(tape.pick(logSoftmax.naive(tape, x, operands), operands.target));

export const stable: Form = (tape, x, operands) =>
  tape.negative(tape.pick(logSoftmax.stable(tape, x, operands), operands.target));
