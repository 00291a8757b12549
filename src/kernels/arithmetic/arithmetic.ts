import type { Format } from '../formats/format.ts';
import { rounding } from '../formats/round.ts';
import { cpuPolicy, type Policy } from './policy.ts';
import { summing } from './sum.ts';

/**
 * The primitives: each operation in a format under a policy. Operands are values of the format, held as doubles;
 * so is the result. Every kernel, its gradients and the evaluation of terms are made of these and of nothing else but
 * what is exact in any format: the sign, the absolute value, the lesser and the greater of two.
 */
export interface Arithmetic {
  readonly format: Format;
  readonly policy: Policy;
  /** A number brought to the format. */
  readonly round: (x: number) => number;
  readonly add: (a: number, b: number) => number;
  readonly subtract: (a: number, b: number) => number;
  readonly multiply: (a: number, b: number) => number;
  readonly divide: (a: number, b: number) => number;
  readonly power: (a: number, b: number) => number;
  readonly sqrt: (x: number) => number;
  readonly exp: (x: number) => number;
  readonly expm1: (x: number) => number;
  readonly log: (x: number) => number;
  readonly log1p: (x: number) => number;
  readonly tanh: (x: number) => number;
  /** Of no elements: 0. */
  readonly sum: (values: Float64Array) => number;
  /** NaN if any element is NaN, as NumPy's and PyTorch's; of no elements: −Infinity. */
  readonly max: (values: Float64Array) => number;
  /** The operations that a running sum is kept with: in the accumulator's format, rounded by `round` at its end. */
  readonly accumulator: Accumulator;
}

export interface Accumulator {
  readonly add: (a: number, b: number) => number;
  readonly multiply: (a: number, b: number) => number;
}

/**
 * The arithmetic of a format.
 *
 * +, −, ×, ÷ and the square root are computed in double and rounded: with 53 ≥ 2p + 2 bits the double rounding is
 * innocuous (Figueroa 1995), so the results are correctly rounded in every format up to float32; float64 is the
 * processor's own. The functions are JavaScript's (in V8 exp errs by 0.900, log by 0.809, log1p and expm1 by 0.750 ulp
 * of a double), rounded.
 */
export function arithmetic(format: Format, policy: Policy = cpuPolicy(format)): Arithmetic {
  const nearest = rounding(format);
  const partial = rounding(policy.accumulator);
  const elementary = policy.elementary === format ? nearest : twice(rounding(policy.elementary), nearest);
  return {
    format,
    policy,
    round: nearest,
    add: (a, b) => nearest(a + b),
    subtract: (a, b) => nearest(a - b),
    multiply: (a, b) => nearest(a * b),
    divide: (a, b) => nearest(a / b),
    power: (a, b) => elementary(a ** b),
    sqrt: (x) => nearest(Math.sqrt(x)),
    exp: (x) => elementary(Math.exp(x)),
    expm1: (x) => elementary(Math.expm1(x)),
    log: (x) => elementary(Math.log(x)),
    log1p: (x) => elementary(Math.log1p(x)),
    tanh: (x) => elementary(Math.tanh(x)),
    sum: summing(policy.accumulator, policy.summation, format),
    max: maximum,
    accumulator: { add: (a, b) => partial(a + b), multiply: (a, b) => partial(a * b) },
  };
}

function twice(first: (x: number) => number, second: (x: number) => number): (x: number) => number {
  return (x) => second(first(x));
}

function maximum(values: Float64Array): number {
  // Not Math.max(...values): spreading overflows the stack above about 125,000 elements.
  let greatest = -Infinity;
  for (let i = 0; i < values.length; i++) greatest = Math.max(greatest, values[i]!);
  return greatest;
}
