// Code that matters by its form, without the name of an exponential, a logarithm or a loss in it.
import { holdsGradientByHand } from './gradientByHand.ts';
import { holdsProductFactor } from './productFactors.ts';

/** @param comments - what comments of the language look like */
export function holdsForm(code: string, comments: RegExp): boolean {
  return holdsProductFactor(code, comments) || holdsGradientByHand(code, comments);
}
