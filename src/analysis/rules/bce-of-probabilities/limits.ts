// Where a sigmoid is 1 or 0, and what keeps its logarithm from that.
import { formats, probabilityOneGap } from '../../../kernels/index.ts';
import type { FormatFact } from '../../findings.ts';
import type { Bounds } from '../../terms/bounds/bounds.ts';
import { unwrap } from '../../terms/logarithm.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Probability } from '../../terms/probability.ts';
import { isByHand } from '../../terms/sigmoidInLog.ts';
import type { Term } from '../../terms/term.ts';
import { subterms } from '../../terms/walk.ts';
import type { RuleContext } from '../rule.ts';
import { zeroOfSigmoid } from '../shared/sigmoidEnds.ts';
import { boundsAt, logitsNamedAt } from '../shared/sources.ts';
import { rounded, shortened } from '../shared/wording.ts';

/** At which logits a sigmoid is 1 and 0: of the two, what the logits can be; and what it is there. */
export function sigmoidLimits(
  context: RuleContext,
  at: Occurrence,
  probability: Probability,
  { name }: FormatFact,
): { readonly when: string; readonly is: string } {
  const { logits, term } = probability;
  const code = shortened(logitsNamedAt(context, at, logits, term));
  const one = probabilityOneGap(formats[name]);
  const zero = zeroOf(probability, name);
  const bounds = boundsAt(context, at);
  const ends = [
    { isMet: bounds.high(logits) >= one, when: `${code} > ${rounded(one)}`, is: '1' },
    { isMet: bounds.low(logits) <= zero, when: `${code} < ${rounded(zero)}`, is: '0' },
  ];
  const met = ends.filter(({ isMet }) => isMet);
  const named = met.length > 0 ? met : ends;
  return { when: named.map(({ when }) => when).join(' or '), is: named.map(({ is }) => is).join(' or ') };
}

/** Below which logit a sigmoid is 0. */
function zeroOf(probability: Probability, name: FormatFact['name']): number {
  return -zeroOfSigmoid(name, isByHand(probability));
}

/** Whether a sigmoid of logits is neither 0 nor 1 in a format, whatever they are: not of an example in numbers. */
export function isWithinLimits(bounds: Bounds, probability: Probability, { name }: FormatFact): boolean {
  const { logits } = probability;
  if (![...subterms(logits)].some(({ kind }) => kind === 'variable')) return false;
  return bounds.high(logits) <= probabilityOneGap(formats[name]) && bounds.low(logits) >= zeroOf(probability, name);
}

/** Whether a floor, a ceiling or a constant keeps a value from 0. */
export function isGuarded(term: Term): boolean {
  return unwrap(term).layers.some(({ kind }) => kind === 'epsilon' || kind === 'floor' || kind === 'ceiling');
}
