// The same thresholds as values of the format's own grid, by bisection over the emulated operations.
import { arithmetic } from '../arithmetic/arithmetic.ts';
import type { Format } from '../formats/format.ts';
import { firstOnGrid } from '../formats/grid.ts';

/** Beyond the thresholds of every format: the bisections start from 0 and end here. */
const far = 1024;

/** The least value of the grid whose exp overflows. */
export function firstOverflowing(format: Format): number {
  const { exp } = arithmetic(format);
  return firstOnGrid((x) => !Number.isFinite(exp(x)), 0, far, format);
}

/** The greatest value of the grid whose exp is 0. */
export function firstZero(format: Format): number {
  const { exp } = arithmetic(format);
  return firstOnGrid((x) => exp(x) === 0, 0, -far, format);
}

/** The greatest value of the grid whose exp is subnormal or 0. */
export function firstSubnormal(format: Format): number {
  const { exp } = arithmetic(format);
  return firstOnGrid((x) => exp(x) < format.minNormal, 0, -far, format);
}

/**
 * The least value of the grid at which the sum of exp of n equal logits overflows, the sum as the policy runs it.
 * NaN of no logits. Needs time for some 60 sums.
 * @param n - number of logits, a count
 */
export function firstSumOverflowing(format: Format, n: number): number {
  const { exp, sum } = arithmetic(format);
  const terms = new Float64Array(n);
  return firstOnGrid((x) => !Number.isFinite(sum(terms.fill(exp(x)))), -far, far, format);
}

/** The least gap of the grid from which on the lesser of two probabilities is 0. */
export function firstProbabilityZeroGap(format: Format): number {
  const { add, divide, exp } = arithmetic(format);
  return firstOnGrid((gap) => divide(exp(-gap), add(1, exp(-gap))) === 0, 0, far, format);
}

/** The least gap of the grid from which on the greater of two probabilities is 1. */
export function firstProbabilityOneGap(format: Format): number {
  const { add, divide, exp } = arithmetic(format);
  return firstOnGrid((gap) => divide(1, add(1, exp(-gap))) === 1, 0, far, format);
}
