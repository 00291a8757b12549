// Lists that rounds make. Where arithmetic is of numbers, what is computed of each of their elements is the same of the lists: those of
// v * exp(u) are the products of those of v and of exp(u).
import { elementsIn } from '../terms/elements.ts';
import { someOf } from '../terms/gathers.ts';
import { isLength } from '../terms/lengths.ts';
import type { TermStore } from '../terms/store.ts';
import type { ElementTerm, GatherTerm, Term } from '../terms/term.ts';
import { rebuild, subterms } from '../terms/walk.ts';

/** A term whose lists are made before anything is computed of them, so that those that one loop makes have one shape. */
export function ofPicked(store: TermStore, root: Term): Term {
  if (![...subterms(root)].some(isPick)) return root;
  const known = new Map<Term, Term>();
  const within = (term: Term): Term => {
    const before = known.get(term);
    if (before) return before;
    const after = isPick(term)
      ? picked(store, term, within(term.operand))
      : term.kind === 'element'
        ? elementOf(store, term, within(term.of))
        : rebuild(store, term, within);
    known.set(term, after);
    return after;
  };
  return within(root);
}

function isPick(term: Term): term is GatherTerm {
  return term.kind === 'gather' && term.key === someOf;
}

function picked(store: TermStore, { key, indices }: GatherTerm, whole: Term): Term {
  const own = nestingOf(whole);
  const pick = (part: Term): Term => {
    if (isNumber(part) || nestingOf(part) < own) return part;
    return isOfEach(part) ? rebuild(store, part, pick) : store.gather(part, key, indices);
  };
  return pick(whole);
}

/** The element of exp(x) is the exp of one of x. */
function elementOf(store: TermStore, { nesting }: ElementTerm, whole: Term): Term {
  const one = (part: Term): Term => {
    if (isNumber(part)) return part;
    return isOfEach(part) ? rebuild(store, part, one) : store.element(part, nesting);
  };
  return one(whole);
}

function isOfEach({ kind }: Term): boolean {
  return kind === 'map' || kind === 'binary' || kind === 'cast' || kind === 'refined';
}

/** The loop whose rounds a list is made in: the innermost. */
function nestingOf(term: Term): number {
  return Math.max(-1, ...[...elementsIn(term)].map(({ nesting }) => nesting));
}

/** Whether a value is one for the whole list. */
function isNumber(term: Term): boolean {
  if (term.kind === 'constant' || isLength(term)) return true;
  if (term.kind === 'reduce') return term.keepdims === false;
  if (term.kind === 'map' || term.kind === 'cast') return isNumber(term.operand);
  if (term.kind === 'binary') return isNumber(term.left) && isNumber(term.right);
  return term.kind === 'where' && [term.condition, term.yes, term.no].every(isNumber);
}
