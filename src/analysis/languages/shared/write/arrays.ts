// Which values a text takes for arrays or lists of numbers.
import type { Term } from '../../../terms/term.ts';
import type { Session } from '../lower/session.ts';

const arrays = new WeakMap<Session, ReadonlySet<Term>>();

/** Arrays of numbers: of what has elements that have elements, the rows. */
export function arraysOf(session: Session): ReadonlySet<Term> {
  const known = arrays.get(session);
  if (known) return known;
  const found = new Set<Term>();
  const nested = new Set<Term>();
  for (const { term } of session.places) {
    if (term.kind === 'reduce') found.add(term.operand);
    if (term.kind !== 'element') continue;
    found.add(term.of);
    if (term.of.kind === 'element') nested.add(term.of.of);
  }
  for (const matrix of nested) found.delete(matrix);
  arrays.set(session, found);
  return found;
}
