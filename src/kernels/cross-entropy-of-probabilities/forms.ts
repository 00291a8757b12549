import type { Form } from '../kernel.ts';

export const naive: Form = (tape, p, { target }) => {
  const onehot = p.values.map((_, i) => (i === target ? 1 : 0));
  return tape.negative(tape.sum(tape.multiply(tape.constant(onehot), tape.log(p))));
};

export const stable: Form = (tape, p, { target }) => tape.negative(tape.log(tape.pick(p, target)));
