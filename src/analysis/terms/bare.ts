import type { Term } from './term.ts';

/** A term without changes of shape and format. */
export function bare(term: Term): Term {
  return term.kind === 'reshape' || term.kind === 'cast' ? bare(term.operand) : term;
}

/** A term without changes of format. */
export function uncast(term: Term): Term {
  return term.kind === 'cast' ? uncast(term.operand) : term;
}
