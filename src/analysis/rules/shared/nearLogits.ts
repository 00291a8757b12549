// Softmaxes of logits that are known to lie near each other: none of their probabilities becomes 0.
import { expZero, formats } from '../../../kernels/index.ts';
import type { FormatFact } from '../../findings.ts';
import type { Probability } from '../../terms/probability.ts';
import type { RuleContext } from '../rule.ts';

/** How much of the gap is left for how many logits there are: exp(11) is some 60,000. */
const forMany = 11;

/** Cosines divided by 0.1 are 20 apart at most, and so no probability is below exp(-20) / n. */
export function isOfNearLogits({ bounds }: RuleContext, probability: Probability, format: FormatFact): boolean {
  if (probability.kind !== 'softmax') return false;
  const { low, high } = bounds.of(probability.logits);
  return high - low <= -expZero(formats[format.name]) - forMany;
}
