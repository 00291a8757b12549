// How long arrays are: x.shape[1].
import { nonNegative } from './bounds/interval.ts';
import type { TermStore } from './store.ts';
import type { Term } from './term.ts';

const key = 'attribute shape';

/** The lengths of all axes of a value. */
export function lengths(store: TermStore, of: Term): Term {
  return store.opaque(key, [of], { range: nonNegative, says: 'form' });
}

/** What some lengths are of. */
export function lengthsOf(term: Term): Term | undefined {
  return term.kind === 'opaque' && term.key === key ? term.operands[0] : undefined;
}

/** Whether a term is the length of one axis: a number, whatever has it. */
export function isLength(term: Term): boolean {
  return term.kind === 'gather' && term.operand.kind === 'opaque' && term.operand.key === key;
}

/** Whether a term is a number that says how large something is: of one axis, of all of it, or how many axes it has. */
export function isExtent(term: Term): boolean {
  return (
    isLength(term) || (term.kind === 'opaque' && term.says === 'form' && term.range !== undefined && term.key !== key)
  );
}

/** The key of an opaque term that is how many elements a list has. */
export const countKey = 'length';

/** Whether a term is how many elements a list has. */
export function isCount(term: Term): boolean {
  return term.kind === 'opaque' && term.key === countKey;
}

/** The key of an opaque term that is an array as long as its first operand, each element of which is its second. */
export const filledKey = 'filled';
