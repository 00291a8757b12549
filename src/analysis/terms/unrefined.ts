import type { TermStore } from './store.ts';
import type { Term } from './term.ts';
import { rebuild } from './walk.ts';

const known = new WeakMap<Term, Term>();

/**
 * A value without what branches say of its parts: the same in each of them; nor does it matter by way of which function another one
 * was called, in whose loop a part of it is.
 */
export function unrefined(store: TermStore, term: Term): Term {
  const before = known.get(term);
  if (before) return before;
  const plain =
    term.kind === 'refined'
      ? unrefined(store, term.operand)
      : (calledDirectly(store, term) ?? rebuild(store, term, (operand) => unrefined(store, operand)));
  known.set(term, plain);
  return plain;
}

/** f in g in h */
const byWayOf = /^(\S+)(?: in \S+)+( in \S+ loop .*)$/;

/** What a loop begins a round with, in a function that is called by another one, as if that were called where the other one is. */
function calledDirectly(store: TermStore, term: Term): Term | undefined {
  if (term.kind !== 'variable' || term.role !== 'loop' || !byWayOf.test(term.scope)) return undefined;
  return store.variable(term.role, term.name, term.scope.replace(byWayOf, '$1$2'));
}
