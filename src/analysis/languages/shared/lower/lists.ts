// Lists that grow, and arrays that are filled.
import type { Term } from '../../../terms/term.ts';

/** The key of a list with one more item: the list, the item. */
export const appendKey = 'append';
/** How the keys of the conditions begin under which an element was stored to. */
export const storedKey = 'stored ';

export function isAppended(term: Term): boolean {
  return term.kind === 'opaque' && term.key === appendKey;
}
