// A maximum that is kept finite, so that x - m is no NaN where all of x is infinite: where(isfinite(m), m, 0).
import type { TermStore } from './store.ts';
import type { Term } from './term.ts';

/** The value where it is finite, 0 elsewhere. */
export function finiteOrZero(store: TermStore, term: Term): Term {
  return store.where(store.map('finite', term), term, store.constant(0));
}

/** The value that a number takes the place of where it is not finite; any other is itself. */
export function unguarded(term: Term): Term {
  if (term.kind !== 'where' || term.no.kind !== 'constant') return term;
  const { condition, yes } = term;
  return condition.kind === 'map' && condition.name === 'finite' && condition.operand === yes ? yes : term;
}
