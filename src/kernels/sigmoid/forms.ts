import type { Form } from '../kernel.ts';

export const naive: Form = (tape, x) => {
  const one = tape.constant(1);
  return tape.divide(one, tape.add(one, tape.exp(tape.negative(x))));
};

export const stable: Form = (tape, x) => {
  const one = tape.constant(1);
  const z = tape.exp(tape.negative(tape.abs(x)));
  const isPositive = x.values.map((value) => (value < 0 ? 0 : 1));
  const total = tape.add(one, z);
  return tape.choose(isPositive, tape.divide(one, total), tape.divide(z, total));
};
