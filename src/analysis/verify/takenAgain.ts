// Exponentials that the next round of a loop makes its exponents of: shifted, these would be others.
import type { RewritePlan } from '../rules/rule.ts';
import { lifts } from '../terms/lift.ts';
import { definitionsOf, upstream } from '../terms/occurrence.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { operandsOf, subterms } from '../terms/walk.ts';

/** Whether an exponent is made of its own exponential in the round before, but for what keeps its value: exp(x) / sum(exp(x)). */
export function isTakenAgain(store: TermStore, { keeps, replacements }: RewritePlan): boolean {
  const kept = new Set(keeps.map(({ at }) => at));
  const ends = new Set(keeps.flatMap(({ at }) => lifts(store, at.term)));
  return replacements.some(({ at }) => {
    if (kept.has(at)) return false;
    // The exponential, or its exponent.
    const parts = new Set(lifts(store, at.term));
    const read = new Set([...parts].flatMap((part) => [...subterms(part)]));
    return [...upstream(at)].some(
      (place) =>
        place.form === 'loop' &&
        read.has(place.term) &&
        definitionsOf(place).some(({ own, term }) => own && isMadeOf(term, parts, ends, new Set())),
    );
  });
}

function isMadeOf(term: Term, parts: ReadonlySet<Term>, ends: ReadonlySet<Term>, seen: Set<Term>): boolean {
  if (term.kind === 'map' && term.name === 'exp' && (parts.has(term) || parts.has(term.operand))) return true;
  if (ends.has(term) || seen.has(term)) return false;
  seen.add(term);
  // Over what is made of them as well, no shift is left of them.
  if (term.kind === 'binary' && term.name === 'divide' && isMadeOf(term.right, parts, ends, new Set())) return false;
  return operandsOf(term).some((operand) => isMadeOf(operand, parts, ends, seen));
}
