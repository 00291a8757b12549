// exp(-d) / sum(exp(-d)) of distances d: far from everything each exponential is 0, and so is their sum.
import { expZero, type Format } from '../../../kernels/index.ts';
import { isDistanceBetweenTwo } from '../../terms/betweenTwo.ts';
import type { Term } from '../../terms/term.ts';
import type { RuleContext } from '../rule.ts';
import type { Ratio } from './ratio.ts';

/**
 * Whether every exponential of a sum can be 0. Values between points that are weighted by distances are another thing. Of whatever else is never positive some element is usually near 0, as of a
 * kernel about its middle, or it has been shifted before in a way that is not seen.
 */
export function canVanish(
  { bounds }: RuleContext,
  { sum, guarded, product }: Ratio,
  exponent: Term,
  format: Format,
): boolean {
  const isFar = bounds.low(exponent) < expZero(format) && bounds.low(sum.reduce) <= 0;
  return isFar && !guarded && !product && isDistanceBetweenTwo(exponent);
}
