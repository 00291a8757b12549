// Logarithms of sums that are divided by, too: a loss beside the probabilities that it is of.
import type { Occurrence } from '../../terms/occurrence.ts';
import { sameAxis } from '../../terms/axis.ts';
import { scaledSumOf, shapedAs } from '../../terms/scaledSum.ts';
import type { ReduceTerm, Term } from '../../terms/term.ts';
import { substitute } from '../../terms/walk.ts';
import type { Replacement, RuleContext } from '../rule.ts';
import { isMapPlace } from './places.ts';

/**
 * Where the logarithm of a sum of exponentials, or of their mean, is taken in a function.
 * @param weighted - whether also of one that something is multiplied with
 */
export function logsOfSum(
  { computed }: RuleContext,
  scope: string,
  sum: ReduceTerm,
  weighted = false,
): readonly Occurrence[] {
  return computed.filter((at) => {
    if (!at.own || at.scope !== scope || !isMapPlace(at, 'log')) return false;
    const found = scaledSumOf(at.term.operand);
    return found !== undefined && isOfSame(found.reduce, sum) && (weighted || !found.weighted);
  });
}

function isOfSame(reduce: ReduceTerm, sum: ReduceTerm): boolean {
  return reduce === sum || (isTotal(reduce) && reduce.operand === sum.operand && sameAxis(reduce.axis, sum.axis));
}

function isTotal({ name }: ReduceTerm): boolean {
  return name === 'sum' || name === 'mean';
}

/**
 * The logarithm of a sum whose exponents have lost their maximum, with that added to it again.
 * @param largest - that maximum, where it is not the one over the axis of the sum
 */
export function withMaximum(
  { store }: RuleContext,
  at: Occurrence,
  sum: ReduceTerm,
  shift: Term,
  largest?: Term,
): Replacement {
  const operand = at.operands[0]!.term;
  const { exponential, reduce } = scaledSumOf(operand) ?? scaledSumOf(sum)!;
  const x = exponential.operand;
  const shifted = store.map('exp', store.binary('subtract', x, shift));
  const log = substitute(store, at.term, new Map<Term, Term>([[exponential, shifted]]));
  const maximum = store.reduce('max', x, reduce.axis, reduce.keepdims);
  return { at, by: store.binary('add', largest ?? shapedAs(store, operand, reduce, maximum), log) };
}
