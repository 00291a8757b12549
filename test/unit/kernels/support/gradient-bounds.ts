// A priori bounds on the absolute error of cross-entropy's gradient, softmax(x) − onehot, as the twins' derivatives and
// the frameworks compute it: the roundings counted along the backward pass, on top of what error-bounds.ts has for the
// softmax. e, S and q are the exps, their sum and e / S as computed, t is the target, m the maximum, u the unit roundoff.
import { formats, type FormatName, type Variant } from '../../../../src/kernels/index.ts';
import { factsOf, secondOrder, softmaxBound, type FunctionErrors } from './error-bounds.ts';

export interface GradientCase {
  readonly variant: Variant;
  readonly format: FormatName;
  readonly logits: Float64Array;
  readonly target: number;
  /** The exact gradient. */
  readonly exact: Float64Array;
}

/** The bound at each logit; Infinity where nothing can be promised. */
export type GradientBound = (golden: GradientCase, units?: FunctionErrors) => number[];

const probabilityAt = ({ exact, target }: GradientCase, i: number) => exact[i]! + (i === target ? 1 : 0);

/**
 * Through log(q) of the naive form. The target's own term is e · ((1/q) / S): e, S and q are what they are computed to
 * be, so their errors cancel and four roundings are left, that of q included. The term of the sum is e · ((1/q) · (q/S)):
 * that of q · (1/S) with three roundings more. At the target the two are added. Where q or q/S is subnormal, it has lost
 * up to a step of its grid, relative to its own value.
 */
const naiveBound: GradientBound = (golden, units) => {
  const format = formats[golden.format];
  const { unitRoundoff: u, minSubnormal: step } = format;
  const facts = factsOf(golden, format, units);
  const { sum } = facts;
  const q = probabilityAt(golden, golden.target);
  const lost = step * (1 / q + sum / q + sum);
  if (sum > format.max || !(lost < 0.01)) return Array.from(golden.exact, () => Infinity);
  return Array.from(golden.exact, (g, i) => {
    const p = probabilityAt(golden, i);
    const term = softmaxBound(facts, p) + 3 * u * p + lost * p + step * (1 / sum + 1);
    const atTarget = i === golden.target ? 4 * u + u * Math.abs(g) + lost + step * (q * sum + 1) : 0;
    return secondOrder * (term + atTarget);
  });
};

/**
 * Through (x − m) − log S of the stable form. The sum gives e · (1/S), with a rounding more than e / S. Each of the two
 * maxima passes a number on to the greatest logits: 1 from x − m, and −Σ e · (1/S) from the sum. That is −1 but for what
 * two sums and two roundings err by, 2n u: the errors of the exps are in both sums and cancel. There and at the target
 * up to three numbers of magnitude ≤ 1 are added to the first: 2u each.
 */
const stableBound: GradientBound = (golden, units) => {
  const format = formats[golden.format];
  const { unitRoundoff: u, minSubnormal: step } = format;
  const facts = factsOf(golden, format, units);
  const max = golden.logits.reduce((a, b) => Math.max(a, b), -Infinity);
  return Array.from(golden.exact, (_, i) => {
    const p = probabilityAt(golden, i);
    const isMax = golden.logits[i] === max;
    const added = isMax || i === golden.target ? 6 * u : 0;
    const residue = isMax ? 2 * facts.n * (u + step) : 0;
    return secondOrder * (softmaxBound(facts, p) + u * p + added + residue);
  });
};

/** Of the derivatives of our twins, and of PyTorch's. */
export const backwardBound: GradientBound = (golden, units) =>
  golden.variant === 'stable' ? stableBound(golden, units) : naiveBound(golden, units);

/** Of softmax(x) − onehot written out, as the golden data has it of NumPy: that of the softmax and a rounding. */
export const writtenBound: GradientBound = (golden, units) => {
  const format = formats[golden.format];
  const facts = factsOf(golden, format, units);
  return Array.from(golden.exact, (g, i) => {
    const subtraction = i === golden.target ? format.unitRoundoff * Math.abs(g) : 0;
    return secondOrder * (softmaxBound(facts, probabilityAt(golden, i)) + subtraction);
  });
};
