// Softmaxes of logits that are known to lie near each other: none of their probabilities becomes 0.
import { expZero, formats } from '../../../kernels/index.ts';
import type { FormatFact } from '../../findings.ts';
import { multiplied } from '../../terms/innerProduct.ts';
import { unwrap } from '../../terms/logarithm.ts';
import { probabilityOf, type Probability } from '../../terms/probability.ts';
import type { Term } from '../../terms/term.ts';
import type { RuleContext } from '../rule.ts';

/** How much of the gap is left for how many logits there are: exp(11) is some 60,000. */
const forMany = 11;

/** Cosines divided by 0.1 are 20 apart at most, and so no probability is below exp(-20) / n. */
export function isOfNearLogits(
  { bounds }: RuleContext,
  probability: Probability,
  format: FormatFact,
  floor?: number,
): boolean {
  if (probability.kind !== 'softmax') return false;
  const { low, high } = bounds.of(probability.logits);
  const limit = floor === undefined ? expZero(formats[format.name]) : Math.log(floor);
  return high - low <= -limit - forMany;
}

/** sum(p * onehot): what targets pick of such a softmax. */
export function isPartOfNearLogits(context: RuleContext, term: Term, format: FormatFact, floor?: number): boolean {
  const softmaxes = (multiplied(unwrap(term).inner) ?? []).flatMap(
    (factor) => probabilityOf(context.store, context.bounds, unwrap(factor).inner) ?? [],
  );
  return softmaxes.length > 0 && softmaxes.every((softmax) => isOfNearLogits(context, softmax, format, floor));
}
