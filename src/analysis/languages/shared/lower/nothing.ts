import type { Term } from '../../../terms/term.ts';

/** The key of what has no value: `None`, `null`, `undefined`. */
export const nothingKey = 'none None';

export function isNothing(term: Term | undefined): boolean {
  return term?.kind === 'opaque' && term.key === nothingKey;
}
