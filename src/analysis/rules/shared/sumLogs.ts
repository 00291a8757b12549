// Logarithms of sums that are divided by, too: a loss beside the probabilities that it is of.
import type { Occurrence } from '../../terms/occurrence.ts';
import { scaledSumOf, shapedAs } from '../../terms/scaledSum.ts';
import type { ReduceTerm, Term } from '../../terms/term.ts';
import { substitute } from '../../terms/walk.ts';
import type { Replacement, RuleContext } from '../rule.ts';
import { isMapPlace } from './places.ts';

/** Where the logarithm of a sum of exponentials is taken in a function. */
export function logsOfSum({ computed }: RuleContext, scope: string, sum: ReduceTerm): readonly Occurrence[] {
  return computed.filter((at) => {
    if (!at.own || at.scope !== scope || !isMapPlace(at, 'log')) return false;
    const found = scaledSumOf(at.term.operand);
    return found?.reduce === sum && !found.weighted;
  });
}

/** The logarithm of a sum whose exponents have lost their maximum, with that added to it again. */
export function withMaximum({ store }: RuleContext, at: Occurrence, sum: ReduceTerm, shift: Term): Replacement {
  const { exponential } = scaledSumOf(sum)!;
  const x = exponential.operand;
  const shifted = store.map('exp', store.binary('subtract', x, shift));
  const log = substitute(store, at.term, new Map<Term, Term>([[exponential, shifted]]));
  const maximum = store.reduce('max', x, sum.axis, sum.keepdims);
  const operand = at.operands[0]!.term;
  return { at, by: store.binary('add', shapedAs(store, operand, sum, maximum), log) };
}
