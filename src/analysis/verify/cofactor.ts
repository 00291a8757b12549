// Two quotients whose numerators have a factor in common: they are the same if they are so without it.
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import type { Exchange } from './rest.ts';

/** (a * b) / c and (a * d) / e as b / c and d / e; undefined of any others. */
export function withoutCofactor(store: TermStore, { from, to }: Exchange): Exchange | undefined {
  if (from.kind !== 'binary' || to.kind !== 'binary' || from.name !== 'divide' || to.name !== 'divide')
    return undefined;
  for (const [factor, rest] of factorsOf(from.left)) {
    const other = factorsOf(to.left).find(([same]) => same === factor)?.[1];
    if (other) {
      return { from: store.binary('divide', rest, from.right), to: store.binary('divide', other, to.right) };
    }
  }
  return undefined;
}

/** Each factor of a product with the other one. */
function factorsOf(term: Term): readonly (readonly [Term, Term])[] {
  if (term.kind !== 'binary' || term.name !== 'multiply') return [];
  return [
    [term.left, term.right],
    [term.right, term.left],
  ];
}
