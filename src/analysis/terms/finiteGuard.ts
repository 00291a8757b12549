// A maximum that is kept finite, so that x - m is no NaN where all of x is infinite: where(isfinite(m), m, 0). Or from falling below 0.
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

/** A maximum that is not below 0, as the exponents of what stands beside a sum of exponentials are not. */
export function notBelowZero(store: TermStore, term: Term): Term {
  return store.binary('maximum', term, store.constant(0));
}

/** Whether it is such a maximum. */
export function isNotBelowZero(term: Term): boolean {
  return term.kind === 'binary' && term.name === 'maximum' && term.right.kind === 'constant' && term.right.value === 0;
}

/** The maximum in one that is kept finite or not below 0. */
export function unlimited(term: Term): Term {
  return term.kind === 'binary' && isNotBelowZero(term) ? term.left : unguarded(term);
}
