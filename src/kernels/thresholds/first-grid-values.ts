// The same thresholds as values of the format's own grid, by bisection over the emulated operations.
import { arithmetic } from '../arithmetic/arithmetic.ts';
import type { Format } from '../formats/format.ts';
import { firstOnGrid } from '../formats/grid.ts';
import { round } from '../formats/round.ts';
import { unsaturated } from '../formats/variants.ts';

/** Beyond the thresholds of the format where it can be: the bisections start from 0 and end here. */
export function farthest(format: Format): number {
  return round(Math.min(1024, format.max), format);
}

/** The least value of the grid whose exp overflows, be the result infinite, NaN or saturated. */
export function firstOverflowing(format: Format): number {
  const { exp } = arithmetic(unsaturated(format));
  return firstOnGrid((x) => !Number.isFinite(exp(x)), 0, farthest(format), format);
}

/** The greatest value of the grid whose exp is 0. */
export function firstZero(format: Format): number {
  const { exp } = arithmetic(format);
  return firstOnGrid((x) => exp(x) === 0, 0, -farthest(format), format);
}

/** The greatest value of the grid whose exp is subnormal or 0: 0 itself where even 1 is no normal value. */
export function firstSubnormal(format: Format): number {
  const { exp } = arithmetic(format);
  return firstOnGrid((x) => exp(x) < format.minNormal, 0, -farthest(format), format);
}

/**
 * The least value of the grid at which the sum of exp of n equal logits overflows, the sum as the policy runs it.
 * NaN where no value of the grid does, as of no logits. Needs time for some 60 sums.
 * @param n - number of logits, a count
 */
export function firstSumOverflowing(format: Format, n: number): number {
  const { exp, sum } = arithmetic(unsaturated(format));
  const terms = new Float64Array(n);
  const far = farthest(format);
  return firstOnGrid((x) => !Number.isFinite(sum(terms.fill(exp(x)))), -far, far, format);
}

/** The least gap of the grid from which on the lesser of two probabilities is 0. */
export function firstProbabilityZeroGap(format: Format): number {
  const { add, divide, exp } = arithmetic(format);
  return firstOnGrid((gap) => divide(exp(-gap), add(1, exp(-gap))) === 0, 0, farthest(format), format);
}

/** The least gap of the grid from which on the greater of two probabilities is 1. */
export function firstProbabilityOneGap(format: Format): number {
  const { add, divide, exp } = arithmetic(format);
  return firstOnGrid((gap) => divide(1, add(1, exp(-gap))) === 1, 0, farthest(format), format);
}

/** The least count n at which n probabilities 1/n, cast to the format, are all 0. NaN beyond 2^53. */
export function firstMassless(format: Format): number {
  let [positive, massless] = [1, 2 ** 53];
  if (survivingMass(format, massless) !== 0) return NaN;
  while (massless - positive > 1) {
    const middle = Math.floor((positive + massless) / 2);
    if (survivingMass(format, middle) === 0) massless = middle;
    else positive = middle;
  }
  return massless;
}

/** The total of n probabilities 1/n after a cast to the format: 1 but for its rounding, up to where all become 0. */
export function survivingMass(format: Format, n: number): number {
  return n * round(1 / n, format);
}

/** The total at which a sum of ones kept in the format stops growing. */
export function firstStagnating(format: Format): number {
  const { add } = arithmetic(format);
  const stays = (total: number) => add(total, 1) === total;
  // Some greater totals would grow again, so the bisection starts below the first power of two that does not.
  let power = 1;
  while (!stays(power)) power *= 2;
  return firstOnGrid(stays, power / 2, power, format);
}
