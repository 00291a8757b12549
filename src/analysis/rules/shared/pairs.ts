// log(exp(a) + exp(b)) where no library has a function for it.
import { finiteOrZero } from '../../terms/finiteGuard.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';

export interface Pair {
  readonly value: Term;
  readonly largest: Term;
}

/** m + log1p(exp(min(a, b) - m)), where m is the larger of the two. Infinite ones stay what they are. */
export function logAddExpByParts(store: TermStore, a: Term, b: Term): Pair {
  const largest = store.binary('maximum', a, b);
  const rest = store.binary('subtract', store.binary('minimum', a, b), finiteOrZero(store, largest));
  return { value: store.binary('add', largest, store.map('log1p', store.map('exp', rest))), largest };
}
