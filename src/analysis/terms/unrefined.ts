import type { TermStore } from './store.ts';
import type { Term } from './term.ts';
import { rebuild } from './walk.ts';

const known = new WeakMap<Term, Term>();

/** A value without what branches say of its parts: the same in each of them. */
export function unrefined(store: TermStore, term: Term): Term {
  const before = known.get(term);
  if (before) return before;
  const plain =
    term.kind === 'refined'
      ? unrefined(store, term.operand)
      : rebuild(store, term, (operand) => unrefined(store, operand));
  known.set(term, plain);
  return plain;
}
