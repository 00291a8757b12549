import type { TermStore } from './store.ts';
import type { Term } from './term.ts';
import { rebuild } from './walk.ts';

const known = new WeakMap<Term, Term>();

/** A value without what is said of gradients in it. */
export function undetached(store: TermStore, term: Term): Term {
  const before = known.get(term);
  if (before) return before;
  const plain =
    term.kind === 'map' && term.name === 'detach'
      ? undetached(store, term.operand)
      : rebuild(store, term, (operand) => undetached(store, operand));
  known.set(term, plain);
  return plain;
}
