// Another number in the place of the one that a mask fills in.
import type { Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term, WhereTerm } from '../../terms/term.ts';
import type { Proposal } from '../rule.ts';
import { valuePlan } from './plans.ts';

export interface Filling {
  /** The softmax. */
  readonly at: Occurrence;
  readonly place: Occurrence;
  readonly masked: WhereTerm;
  readonly value: Term;
}

export function refilled(
  store: TermStore,
  { at, place, masked, value }: Filling,
  { title, doubt }: { readonly title: string; readonly doubt: string },
): Proposal {
  const old = masked.yes.kind === 'constant' ? masked.yes : masked.no;
  const by =
    old === masked.yes
      ? store.where(masked.condition, value, masked.no)
      : store.where(masked.condition, masked.yes, value);
  const constant = place.operands.find(({ term }) => term === old);
  if (!constant || place.term !== masked) return { form: 'inline', title, withheld: 'the number is not written here' };
  const plan = valuePlan({
    form: 'inline',
    title,
    at: constant,
    by: value,
    meaning: 'changed',
    like: [at],
    doubts: [doubt],
  });
  return { ...plan, keeps: [{ at: place, by }], exchange: new Map([[masked, by]]) };
}
