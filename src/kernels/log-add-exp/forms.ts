import type { Form } from '../kernel.ts';

export const naive: Form = (tape, x, { other }) => tape.log(tape.add(tape.exp(x), tape.exp(tape.constant(other))));

export const stable: Form = (tape, x, { other }) => {
  const y = tape.constant(other);
  const isEqual = x.values.map((value, i) => (value === other[i] ? 1 : 0));
  const distance = tape.abs(tape.choose(isEqual, tape.constant(0), tape.subtract(x, y)));
  return tape.add(tape.greater(x, y), tape.log1p(tape.exp(tape.negative(distance))));
};
