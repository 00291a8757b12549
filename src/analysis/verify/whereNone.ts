// What is left where exponentials do not add up to more than 0, so that there is nothing to divide them by: each of them is 0 then, and is
// 0 once a finite number is subtracted from their exponents.
import { alignment, reductionOf } from '../terms/alignment.ts';
import { askedFor, comparisonOf, differing } from '../terms/comparison.ts';
import { uncast } from '../terms/bare.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term, WhereTerm } from '../terms/term.ts';
import { operandsOf, substitute, subterms } from '../terms/walk.ts';
import { axisOfShift, isOfNone } from './order.ts';

/**
 * Choices by whether exponentials add up to 0, in some values, and what they become.
 * @param shifts - exponentials that become others
 * @param exchange - what becomes of all values
 */
export function whereNone(
  store: TermStore,
  roots: readonly Term[],
  shifts: ReadonlyMap<Term, Term>,
  exchange: ReadonlyMap<Term, Term>,
): readonly [Term, Term][] {
  const shifted = new Map([...shifts].filter(([from, to]) => axisOfShift(from, to) !== undefined));
  if (shifted.size === 0) return [];
  const choices = new Set(roots.flatMap((root) => [...subterms(root)].filter(({ kind }) => kind === 'where')));
  return [...choices].flatMap((choice): [Term, Term][] => {
    const branch = choice.kind === 'where' ? branchOfNone(choice, shifted) : undefined;
    if (choice.kind !== 'where' || !branch) return [];
    const now = (part: Term) => substitute(store, part, exchange);
    const none = substitute(store, choice[branch], shifted);
    const [yes, no] = branch === 'yes' ? [none, now(choice.no)] : [now(choice.yes), none];
    return [[choice, store.where(now(choice.condition), yes, no)]];
  });
}

/** The branch that is taken where exponentials add up to 0, of which it is made element by element. */
function branchOfNone(
  { condition, ...branches }: WhereTerm,
  shifted: ReadonlyMap<Term, Term>,
): 'yes' | 'no' | undefined {
  const reduction = reductionOf(askedFor(condition) ?? condition);
  if (!reduction || !isOfNone(condition, shifted) || alignment(reduction) !== 'always') return undefined;
  const branch = holdsOfNone(condition) ? 'yes' : failsOfNone(condition) ? 'no' : undefined;
  const exponentials = uncast(reduction.reduce.operand);
  return branch && isMadeOf(branches[branch], exponentials, shifted) ? branch : undefined;
}

/** sum <= 0, sum == 0 */
function holdsOfNone(condition: Term): boolean {
  const compared = comparisonOf(condition);
  const isBelow = compared?.comparator === '<=' && compared.right.kind === 'constant';
  return isBelow || differing(condition, false) !== undefined;
}

/** sum > 0, sum != 0 */
function failsOfNone(condition: Term): boolean {
  const compared = comparisonOf(condition);
  const isAbove = compared?.comparator === '>' && compared.right.kind === 'constant';
  return isAbove || differing(condition, true) !== undefined;
}

/** Whether each element of a value is made of one of the exponentials, and of no others that become different. */
function isMadeOf(term: Term, exponentials: Term, shifted: ReadonlyMap<Term, Term>): boolean {
  if (term === exponentials) return true;
  if (![...subterms(term)].some((part) => shifted.has(part))) return true;
  const isOpen = term.kind === 'binary' || term.kind === 'map' || term.kind === 'cast' || term.kind === 'refined';
  return isOpen && operandsOf(term).every((operand) => isMadeOf(operand, exponentials, shifted));
}
