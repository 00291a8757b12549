// Shares of counts that are smoothed: (n + a) / (total + 2 * a) is neither 0 nor 1, whatever was counted.
import { bare } from '../../terms/bare.ts';
import type { Term } from '../../terms/term.ts';

/**
 * What a quotient is kept from by what is added to both sides of it: from 0, and from 1 where more of it, or more than it, is
 * added below. Undefined if nothing is.
 * @param isPositive - what else is above 0 than what is given
 */
export function smoothed(
  above: Term,
  below: Term,
  isPositive: (term: Term) => boolean,
): 'from 0' | 'from both' | undefined {
  const [counts, totals] = [addends(above), addends(below)];
  const isBelow = (term: Term) => totals.some((total) => partOf(total, term) !== undefined);
  const kept = counts.filter((term) => totals.includes(term));
  // (a + b) / (a + b + c) is a share of what may be 0, as p / p.sum() is.
  if (counts.length === 1 || kept.length === counts.length) return undefined;
  const added = counts.find((term) => isBelow(term) && (isGiven(term) || isPositive(term)));
  if (!added) return undefined;
  // (n + a) / (n + m + a) is 1 where m is 0, (n + a) / (total + a + b) is not.
  const isOther = kept.length === 1 && kept[0] === added && totals.length > counts.length;
  const isMore = isOther || totals.some((total) => partOf(total, added) === 'more');
  return isMore ? 'from both' : 'from 0';
}

function addends(term: Term): readonly Term[] {
  const sum = plain(term);
  return sum.kind === 'binary' && sum.name === 'add' ? [...addends(sum.left), ...addends(sum.right)] : [sum];
}

function plain(term: Term): Term {
  const inner = bare(term);
  return inner.kind === 'refined' ? plain(inner.operand) : inner;
}

/** Whether an addend is a term, or more of it: several times that, or the sum of all of its elements. */
function partOf(addend: Term, term: Term): 'all' | 'more' | undefined {
  if (addend === term) return 'all';
  if (addend.kind === 'reduce') return addend.name === 'sum' && plain(addend.operand) === term ? 'more' : undefined;
  if (addend.kind !== 'binary' || addend.name !== 'multiply') return undefined;
  const times = [addend.left, addend.right].filter((side) => plain(side) !== term);
  const [by] = times;
  return times.length === 1 && (by!.kind !== 'constant' || by.value > 1) ? 'more' : undefined;
}

/** A parameter or an attribute: what is computed may be 0 where the counts are. */
function isGiven(term: Term): boolean {
  return term.kind === 'variable' || (term.kind === 'opaque' && term.pure && term.operands.length <= 1);
}
