// Logarithms that are taken of the elements of a softmax, one at a time: in a loop, or a callback.
import { upTo } from '../../terms/gathers.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Probability } from '../../terms/probability.ts';
import type { ElementTerm, Term } from '../../terms/term.ts';
import type { Proposal, RuleContext } from '../rule.ts';
import { logSoftmax } from '../shared/logSoftmax.ts';
import { namesBehind } from '../shared/places.ts';
import { valuePlan, type ValuePlan } from '../shared/plans.ts';
import { toBase } from './bases.ts';

/**
 * The element of the logits in the place of that of the softmax: what is the same for all of them, the maximum and the
 * logarithm of the sum, is computed before the rounds.
 */
export function ofElement(
  { store }: RuleContext,
  at: Occurrence,
  element: ElementTerm,
  { logits, axis, term }: Probability,
  plan: Pick<ValuePlan, 'title' | 'assumptions'>,
): Proposal {
  const { shifted, logSum } = logSoftmax(store, logits, axis, true);
  const { of, nesting } = element;
  const isOfSome = of.kind === 'gather' && of.key === upTo;
  const whole = isOfSome ? store.gather(shifted, upTo, of.indices) : shifted;
  const by = toBase(store, at.term, store.binary('subtract', store.element(whole, nesting), logSum));
  const names = new Map<Term, string>([
    [shifted, 'shifted'],
    [logSum, 'logOfSum'],
  ]);
  const made = valuePlan({ ...plan, form: 'inline', at, by, names, unneeded: namesBehind(at, term) });
  if (!isOfSome) return made;
  return {
    ...made,
    elements: new Map<Term, Term>([
      [of, of.operand],
      [whole, shifted],
    ]),
  };
}
