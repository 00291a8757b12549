import { comparisonOf } from './comparison.ts';
import { elementsIn, left, listOf } from './elements.ts';
import { pickOne } from './gathers.ts';
import type { TermStore } from './store.ts';
import { tablesOf } from './tables.ts';
import type { ElementTerm, Term } from './term.ts';
import { operandsOf, rebuild } from './walk.ts';

/**
 * What a computation on each element is on the whole: exp(v) for every v of x is exp(x). Undefined where an element is
 * used as a whole of its own (summed, indexed, passed on), so that the computation cannot be carried over.
 */
export function lift(store: TermStore, term: Term, element: Term): Term | undefined {
  if (element.kind !== 'element') return undefined;
  if (!mentions(term, element)) return undefined;
  const known = new Map<Term, Term | undefined>();
  const raise = (part: Term): Term | undefined => {
    if (part === element) return element.of;
    if (known.has(part)) return known.get(part);
    const isOpen = isElementwise(part) || isPickOfOne(part, element);
    const raised = isOpen ? raiseParts(part) : mentions(part, element) ? undefined : part;
    known.set(part, raised);
    return raised;
  };
  const raiseParts = (part: Term): Term | undefined => {
    const raised = operandsOf(part).map(raise);
    return raised.includes(undefined)
      ? undefined
      : rebuild(store, part, (operand) => raised[operandsOf(part).indexOf(operand)]!);
  };
  return raise(term);
}

function isElementwise(term: Term): boolean {
  const { kind } = term;
  if (kind === 'opaque') return comparisonOf(term) !== undefined;
  return (
    kind === 'map' || kind === 'binary' || kind === 'where' || kind === 'cast' || kind === 'join' || kind === 'refined'
  );
}

/** x[i] for every i of some indices is x at those indices: what is picked from does not change with i. */
function isPickOfOne(term: Term, element: ElementTerm): boolean {
  return term.kind === 'gather' && term.key === pickOne && !mentions(term.operand, element);
}

function mentions(term: Term, element: ElementTerm): boolean {
  return elementsIn(term).has(element);
}

/** Each element of an elementwise computation as the computation on the whole, for every element in it that can be. */
export function liftAll(store: TermStore, term: Term): Term {
  let lifted = term;
  // An element of an element comes after that: with it lifted, the other can be.
  for (const part of [...elementsIn(term)].reverse()) lifted = lift(store, lifted, part) ?? lifted;
  return lifted;
}

/**
 * What an elementwise computation on one element can be part of: the same on the whole, for every element in it or for
 * one of them, as in the rows of a matrix each of which is summed; a function of what cannot be, of the list of that. The
 * term itself comes first.
 */
export function lifts(store: TermStore, term: Term): readonly Term[] {
  const found = new Set([term, liftAll(store, term)]);
  for (const part of elementsIn(term)) {
    const lifted = lift(store, term, part);
    if (lifted) found.add(lifted);
    else if (term.kind === 'map') found.add(listOf(store, term, part.nesting));
  }
  for (const whole of ofEachLoop(store, term)) found.add(whole);
  found.add(afterLoops(store, term));
  for (const table of tablesOf(store, term)) found.add(table).add(afterLoops(store, table));
  return [...found];
}

/** A computation on the elements of several values that one loop goes through together, on all of these. */
function ofEachLoop(store: TermStore, term: Term): readonly Term[] {
  const elements = [...elementsIn(term)];
  const nestings = new Set(elements.map(({ nesting }) => nesting));
  if (nestings.size < 2 || nestings.size === elements.length) return [];
  return [...nestings].flatMap((nesting) => {
    const own = elements.filter((each) => each.nesting === nesting);
    let whole: Term | undefined = term;
    for (const element of own) whole = whole && lift(store, whole, element);
    return whole ?? [];
  });
}

/** A value after the loops that its elements are of: what one of their rounds left. */
function afterLoops(store: TermStore, term: Term): Term {
  let after = term;
  for (const { nesting } of elementsIn(term)) after = left(store, after, nesting);
  return after;
}

/**
 * What becomes of a value when the loops around it end, one after the other from the innermost: it is of all the elements
 * of those that sum it up, and what one round left of the others.
 */
export function outsideLoops(store: TermStore, term: Term): readonly Term[] {
  const inwards = [...elementsIn(term)].sort((a, b) => b.nesting - a.nesting);
  const found = [term];
  let whole: Term | undefined = term;
  for (const element of inwards) {
    whole = whole && (lift(store, whole, element) ?? undefined);
    if (whole) found.push(whole);
  }
  return [...found, ...found.flatMap((each) => afterEach(store, each))];
}

/** A value after the innermost loop that its elements are of, after that and the one around it, and so on. */
function afterEach(store: TermStore, term: Term): readonly Term[] {
  const nestings = new Set([...elementsIn(term)].map(({ nesting }) => nesting));
  let after = term;
  return [...nestings].sort((a, b) => b - a).map((nesting) => (after = left(store, after, nesting)));
}
