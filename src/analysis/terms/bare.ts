import type { Term } from './term.ts';

/** A term without changes of shape and format. */
export function bare(term: Term): Term {
  return term.kind === 'reshape' || term.kind === 'cast' ? bare(term.operand) : term;
}

/** A term without changes of format. */
export function uncast(term: Term): Term {
  return term.kind === 'cast' ? uncast(term.operand) : term;
}

/** p of 10 * p, and of p / 0.1. */
export function unscaled(term: Term): Term {
  if (term.kind !== 'binary') return term;
  const { name, left, right } = term;
  if (right.kind === 'constant' && (name === 'multiply' || name === 'divide')) return left;
  return left.kind === 'constant' && name === 'multiply' ? right : term;
}
