// Exponentials that the next round of a loop makes its exponents of: shifted, these would be others.
import type { RewritePlan } from '../rules/rule.ts';
import { comparisonOf } from '../terms/comparison.ts';
import { lifts } from '../terms/lift.ts';
import { definitionsOf, upstream, type Occurrence } from '../terms/occurrence.ts';
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
    const known = new Map<Term, boolean>();
    return isCarriedTo(at, read, (term) => isMadeOf(term, parts, ends, known));
  });
}

/** Whether what keeps its value reads, from before or from the round before, what is made of exponentials that are others then. */
export function isReadFromBefore(store: TermStore, { keeps, replacements }: RewritePlan): boolean {
  const kept = new Set(keeps.map(({ at }) => at));
  const ends = new Set(keeps.flatMap(({ at }) => lifts(store, at.term)));
  const parts = new Set(replacements.flatMap(({ at }) => (kept.has(at) ? [] : lifts(store, at.term))));
  const known = new Map<Term, boolean>();
  return keeps.some(({ at }) => {
    // What is only compared has a check of its own.
    if (comparisonOf(at.term)) return false;
    const read = subterms(at.term);
    return isCarriedTo(at, read, (term) => isMadeOf(term, parts, ends, known));
  });
}

/** Whether a place reads what a loop carries around, and that is made of something. */
function isCarriedTo(at: Occurrence, read: ReadonlySet<Term>, isMade: (term: Term) => boolean): boolean {
  return [...upstream(at)].some(
    (place) =>
      place.form === 'loop' &&
      read.has(place.term) &&
      definitionsOf(place).some(({ own, term }) => own && isMade(term)),
  );
}

/** @param known - what is told already, each term once: quotients may stand in each other as deep as one likes */
function isMadeOf(term: Term, parts: ReadonlySet<Term>, ends: ReadonlySet<Term>, known: Map<Term, boolean>): boolean {
  const before = known.get(term);
  if (before !== undefined) return before;
  const isIn = (operand: Term) => isMadeOf(operand, parts, ends, known);
  const isIt = term.kind === 'map' && term.name === 'exp' && (parts.has(term) || parts.has(term.operand));
  // Over what is made of them as well, no shift is left of them.
  const isOver = term.kind === 'binary' && term.name === 'divide' && isIn(term.right);
  const found = isIt || (!ends.has(term) && !isOver && operandsOf(term).some(isIn));
  known.set(term, found);
  return found;
}
