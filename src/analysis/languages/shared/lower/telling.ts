import type { Term } from '../../../terms/term.ts';

/** Whether a term can be what a softmax is, by a library or written out, or a loss that takes one. */
export function mayBeSoftmax(term: Term): boolean {
  return term.kind === 'library' || (term.kind === 'binary' && term.name === 'divide');
}
