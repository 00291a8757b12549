// A priori bounds on the absolute error of the twins, from Blanchard, Higham, Higham 2021
// (https://doi.org/10.1093/imanum/draa038), with what its model leaves out added: gradual underflow, functions that
// err by more than u, and the rounding of the result.
import type { Format } from '../../../../src/kernels/index.ts';
import type { Golden } from './golden.ts';

/** What exp and log err by, in u. */
export interface FunctionErrors {
  readonly exp: number;
  readonly log: number;
}

/** Those of frameworks: 4 ulp, each at most 2u. */
export const ofFrameworks: FunctionErrors = { exp: 8, log: 8 };

/** What the bounds of one case depend on. */
interface Facts extends FunctionErrors {
  readonly stable: boolean;
  /** The finite logits: an exp of −∞ is exact. */
  readonly n: number;
  readonly spread: number;
  readonly min: number;
  /** Of the exps as the twin takes them: 1 at least in the stable one. */
  readonly sum: number;
  readonly format: Format;
}

/** What V8's exp (0.900 ulp) and log (0.809 ulp) err by, in u. Narrower formats round them once. */
const ofV8 = (format: Format): FunctionErrors =>
  format.name === 'float64' ? { exp: 1.8, log: 1.618 } : { exp: 1, log: 1 };

export function factsOf(
  { logits, variant }: Pick<Golden, 'logits' | 'variant'>,
  format: Format,
  units: FunctionErrors = ofV8(format),
): Facts {
  const finite = logits.filter(Number.isFinite);
  const max = finite.reduce((a, b) => Math.max(a, b), -Infinity);
  const min = finite.reduce((a, b) => Math.min(a, b), Infinity);
  const stable = variant === 'stable';
  const sum = finite.reduce((total, x) => total + Math.exp(stable ? x - max : x), 0);
  return { stable, n: finite.length, spread: max - min, min, sum, format, ...units };
}

/** Relative, in u, where nothing underflows: theorem 4.3 shifted, (n + 3)u unshifted. Both allow two exps an error of u. */
export function softmaxUnits({ stable, n, spread, exp }: Facts): number {
  return (stable ? n + 2 + 2 * spread : n + 3) + 2 * (exp - 1);
}

/**
 * A step of the subnormal grid for each exp and for the quotient (twice what they can lose, since half a step of
 * float64's is no double). Nothing is promised where the sum overflows.
 */
export function softmaxBound(facts: Facts, p: number): number {
  const { n, sum, format } = facts;
  if (sum > format.max) return Infinity;
  const underflow = format.minSubnormal * (1 / sum + (n * p) / sum + 1);
  return softmaxUnits(facts) * format.unitRoundoff * p + underflow;
}

function logSoftmaxBound(facts: Facts, y: number): number {
  const { stable, n, log, format } = facts;
  if (stable) return (softmaxUnits(facts) + log * Math.log(n) + Math.abs(y)) * format.unitRoundoff;
  // The log of a probability with a relative error: all is lost where that may reach 1.
  const p = Math.exp(y);
  const relative = softmaxBound(facts, p) / p;
  return relative < 1 ? -Math.log1p(-relative) + log * format.unitRoundoff * Math.abs(y) : Infinity;
}

function logSumExpBound({ stable, n, min, sum, format, exp, log }: Facts, y: number): number {
  // Theorem 4.2, then the rounding of the logarithm and of the addition of the maximum.
  const units = stable
    ? Math.abs(y + n - min) + (exp - 1) + log * Math.log(n) + Math.abs(y)
    : n - 1 + exp + log * Math.abs(y);
  const underflow = stable ? 0 : (n * format.minSubnormal) / sum;
  return units * format.unitRoundoff + underflow;
}

/** Products of errors, which the theorems drop. */
export const secondOrder = 1.01;

/**
 * The most by which a twin's finite values may differ from the exact ones, as a function of the exact one; Infinity
 * where nothing can be promised.
 */
export function errorBound(golden: Golden, format: Format, units?: FunctionErrors): (exact: number) => number {
  const facts = factsOf(golden, format, units);
  switch (golden.kernel) {
    case 'softmax':
      return (p) => secondOrder * softmaxBound(facts, p);
    case 'log-softmax':
      return (y) => secondOrder * logSoftmaxBound(facts, y);
    case 'cross-entropy':
      return (loss) => secondOrder * logSoftmaxBound(facts, -loss);
    case 'log-sum-exp':
      return (y) => secondOrder * logSumExpBound(facts, y);
  }
}
