import type { TermStore } from './store.ts';
import type { Term } from './term.ts';
import { rebuild, subterms } from './walk.ts';

/**
 * A term whose elements are told apart by their order in it: f(M[k], x) of a loop over k and f(M[j], x) of a comprehension over j
 * are the same.
 */
export function renumbered(store: TermStore, term: Term): Term {
  const nestings = new Map<number, number>();
  for (const part of subterms(term)) {
    if (part.kind === 'element' && !nestings.has(part.nesting)) nestings.set(part.nesting, nestings.size);
  }
  if (nestings.size === 0) return term;
  const done = new Map<Term, Term>();
  const change = (part: Term): Term => {
    const known = done.get(part);
    if (known) return known;
    const rebuilt = rebuild(store, part, change);
    const changed = rebuilt.kind === 'element' ? store.element(rebuilt.of, nestings.get(rebuilt.nesting)!) : rebuilt;
    done.set(part, changed);
    return changed;
  };
  return change(term);
}
