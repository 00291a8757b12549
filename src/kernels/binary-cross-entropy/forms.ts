import type { Form } from '../kernel.ts';

export const naive: Form = (tape, p, { targets }) => {
  const [one, t] = [tape.constant(1), tape.constant(targets)];
  const positive = tape.multiply(t, tape.log(p));
  const negative = tape.multiply(tape.subtract(one, t), tape.log(tape.subtract(one, p)));
  return tape.negative(tape.add(positive, negative));
};

export const stable: Form = (tape, p, { targets }) => {
  const [one, zero, t] = [tape.constant(1), tape.constant(0), tape.constant(targets)];
  // Where the factor is 0 the logarithm is not taken, so that it has no derivative either.
  const [hasPositive, hasNegative] = [
    targets.map((value) => (value === 0 ? 0 : 1)),
    targets.map((value) => (value === 1 ? 0 : 1)),
  ];
  const kept = (condition: Float64Array) => p.values.map((value, i) => (Number.isNaN(value) ? 1 : condition[i]!));
  const inner = tape.choose(kept(hasPositive), p, tape.constant(1));
  const outer = tape.choose(kept(hasNegative), p, zero);
  const positive = tape.multiply(t, tape.log(inner));
  const negative = tape.multiply(tape.subtract(one, t), tape.log1p(tape.negative(outer)));
  return tape.negative(tape.add(positive, negative));
};
