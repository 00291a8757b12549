// exp(-d) / sum(exp(-d)) of distances d: far from everything each exponential is 0, and so is their sum. So it is with
// exp(log(p) / T) where T is small.
import { expZero, type Format } from '../../../kernels/index.ts';
import { bare } from '../../terms/bare.ts';
import { isDistanceBetweenTwo, isDistanceWithinOne } from '../../terms/betweenTwo.ts';
import { identityMatrix } from '../../terms/gathers.ts';
import { complementOf } from '../../terms/logarithm.ts';
import { isReweighted } from '../../terms/power.ts';
import type { Term } from '../../terms/term.ts';
import type { RuleContext } from '../rule.ts';
import type { Ratio } from './ratio.ts';

/**
 * Whether every exponential of a sum can be 0. Values between points that are weighted by distances are another thing. Of whatever else is never positive some element is usually near 0, as of a
 * kernel about its middle, or it has been shifted before in a way that is not seen.
 */
export function canVanish(
  { bounds }: RuleContext,
  { sum, summed, guarded, product }: Ratio,
  exponent: Term,
  format: Format,
): boolean {
  const isFar = bounds.low(exponent) < expZero(format) && bounds.low(sum.reduce) <= 0;
  if (!isFar || guarded || product) return false;
  if (isReweighted(exponent)) return true;
  return isDistanceBetweenTwo(exponent) || (isWithoutItself(summed) && isDistanceWithinOne(exponent));
}

/** exp(-d) * (1 - eye(n)): the point that is at distance 0, itself, is left out. */
export function isWithoutItself(summed: Term): boolean {
  if (summed.kind !== 'binary' || summed.name !== 'multiply') return false;
  return [summed.left, summed.right].some((side) => {
    const of = complementOf(bare(side))?.of;
    const inner = of && bare(of);
    return inner?.kind === 'opaque' && inner.key === identityMatrix;
  });
}
