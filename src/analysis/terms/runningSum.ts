import type { TermStore } from './store.ts';
import type { OpaqueTerm, Term } from './term.ts';

const key = 'running sum';

/** Sums of the elements up to each, along an axis if one is given. */
export function runningSum(store: TermStore, operand: Term, axis: Term | undefined): Term {
  return store.opaque(key, axis ? [operand, axis] : [operand]);
}

/** What is added up in running sums. */
export function runningOf(term: OpaqueTerm): Term | undefined {
  return term.key === key ? term.operands[0] : undefined;
}
