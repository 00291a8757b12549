// Logarithms that are taken of the elements of a softmax, one at a time: in a loop, or a callback.
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Probability } from '../../terms/probability.ts';
import type { ElementTerm, Term } from '../../terms/term.ts';
import { madeOfOne, type LogParts } from '../naive-softmax/logParts.ts';
import { withLogs } from '../naive-softmax/withLogs.ts';
import type { Proposal, RewritePlan, RuleContext } from '../rule.ts';
import { logOfElement } from '../shared/elementLogs.ts';
import { namesBehind } from '../shared/places.ts';
import { valuePlan, type ValuePlan } from '../shared/plans.ts';
import { toBase } from '../shared/bases.ts';

/**
 * The element of the logits in the place of that of the softmax.
 * @param value - what the logarithm is of: the element, or a quotient that is one
 */
export function ofElement(
  context: RuleContext,
  at: Occurrence,
  element: ElementTerm,
  probability: Probability,
  value: Term,
  plan: Pick<ValuePlan, 'title' | 'assumptions'>,
): Proposal {
  const { store } = context;
  const unneeded = namesBehind(at, probability.term);
  const planned = (asList: boolean): RewritePlan => {
    const { value: log, names, elements } = logOfElement(store, element, probability, asList);
    const alone = valuePlan({ ...plan, form: 'inline', at, by: toBase(store, at.term, log), names, unneeded });
    return elements ? { ...alone, elements } : alone;
  };
  const inner = { ...planned(false), otherwise: planned(true) };
  const made = madeOfOne(store, value, probability.term, element);
  const log = made && { at, made: (of: LogParts) => toBase(store, at.term, made(of)) };
  return (log && withLogs(context, probability.term, [log], inner)) ?? inner;
}
