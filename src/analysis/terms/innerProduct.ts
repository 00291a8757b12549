import { nonNegative } from './bounds/interval.ts';
import type { TermStore } from './store.ts';
import type { OpaqueTerm, Term } from './term.ts';

const key = 'inner product';

/** Sums of products over an axis of each. That of a vector with itself is its squared length. */
export function innerProduct(store: TermStore, left: Term, right: Term): Term {
  // Of a matrix it would be a square in the sense of matrices, which nobody exponentiates by its elements.
  return store.opaque(key, [left, right], left === right ? { range: nonNegative } : {});
}

export function isInnerProduct(term: Term): term is OpaqueTerm {
  return term.kind === 'opaque' && term.key === key;
}
