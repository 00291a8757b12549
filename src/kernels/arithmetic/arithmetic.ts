import type { Format } from '../formats/format.ts';
import { rounding } from '../formats/round.ts';
import { cpuPolicy, type Policy } from './policy.ts';
import { summing } from './sum.ts';

/**
 * The primitives: each operation in a format under a policy. Operands are values of the format, held as doubles;
 * so is the result. Every kernel is made of these and of nothing else.
 */
export interface Arithmetic {
  readonly format: Format;
  readonly policy: Policy;
  readonly add: (a: number, b: number) => number;
  readonly subtract: (a: number, b: number) => number;
  readonly multiply: (a: number, b: number) => number;
  readonly divide: (a: number, b: number) => number;
  readonly exp: (x: number) => number;
  readonly log: (x: number) => number;
  /** Of no elements: 0. */
  readonly sum: (values: Float64Array) => number;
  /** NaN if any element is NaN, as NumPy's and PyTorch's; of no elements: −Infinity. */
  readonly max: (values: Float64Array) => number;
}

/**
 * The arithmetic of a format.
 *
 * +, −, ×, ÷ are computed in double and rounded: with 53 ≥ 2p + 2 bits the double rounding is innocuous (Figueroa
 * 1995), so the results are correctly rounded in every format up to float32; float64 is the processor's own.
 * exp and log are Math.exp and Math.log (V8: 0.900 and 0.809 ulp of a double), rounded.
 */
export function arithmetic(format: Format, policy: Policy = cpuPolicy(format)): Arithmetic {
  const nearest = rounding(format);
  const elementary = policy.elementary === format ? (x: number) => x : rounding(policy.elementary);
  return {
    format,
    policy,
    add: (a, b) => nearest(a + b),
    subtract: (a, b) => nearest(a - b),
    multiply: (a, b) => nearest(a * b),
    divide: (a, b) => nearest(a / b),
    exp: (x) => nearest(elementary(Math.exp(x))),
    log: (x) => nearest(elementary(Math.log(x))),
    sum: summing(policy.accumulator, policy.summation, format),
    max: maximum,
  };
}

function maximum(values: Float64Array): number {
  // Not Math.max(...values): spreading overflows the stack above about 125,000 elements.
  let greatest = -Infinity;
  for (const value of values) greatest = Math.max(greatest, value);
  return greatest;
}
