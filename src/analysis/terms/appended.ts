// Lists that grow.
import type { Term } from './term.ts';

/** The key of a list with one more item: the list, the item. */
export const appendKey = 'append';

export function isAppended(term: Term): boolean {
  return term.kind === 'opaque' && term.key === appendKey;
}
