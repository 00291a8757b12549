// Elements that loops and comprehensions are for, and lists of what a loop makes of each.
import { someOf } from './gathers.ts';
import type { TermStore } from './store.ts';
import { hasExponential } from './summedExponentials.ts';
import type { ElementTerm, Term } from './term.ts';
import { operandsOf, rebuild } from './walk.ts';

/**
 * What a loop whose elements are of a nesting makes in its rounds, or in some of them, as a list. A function of each is
 * the function of the list: exp(f(v)) of every v is exp of the list of f(v).
 */
export function listOf(store: TermStore, each: Term, nesting: number): Term {
  const isOfElements = isOfNesting(each, nesting);
  const within = (part: Term) => listOf(store, part, nesting);
  if (isOfElements && each.kind === 'map') return store.map(each.name, within(each.operand));
  if (isOfElements && each.kind === 'cast') return store.cast(within(each.operand), each.format);
  if (isOfElements && each.kind === 'binary') {
    const { name, left, right } = each;
    if (!isOfNesting(right, nesting)) return store.binary(name, within(left), right);
    if (!isOfNesting(left, nesting)) return store.binary(name, left, within(right));
    // The weights of exponentials are another list than these.
    const isWeighted = hasExponential(left) !== hasExponential(right) && (name === 'multiply' || name === 'divide');
    if (isWeighted) return store.binary(name, within(left), within(right));
  }
  // A list can be told from where its elements end: what is the same in every round is an element of it alone.
  const own = isOfElements ? each : store.element(store.stack([each]), nesting);
  return store.gather(own, someOf, []);
}

/** What a loop makes in each of its rounds, if a list is of such. */
export function eachOf(list: Term): Term | undefined {
  if (list.kind !== 'gather' || list.key !== someOf || list.indices.length > 0) return undefined;
  const { operand } = list;
  if (operand.kind !== 'element') return operand;
  return operand.of.kind === 'stack' && operand.of.items.length === 1 ? operand.of.items[0] : undefined;
}

/** Of no loop any more. */
const outside = 0;

/** A value that a loop leaves, whose elements are those of one of its rounds: no other loop is for them. */
export function left(store: TermStore, term: Term, nesting: number): Term {
  const known = new Map<Term, Term>();
  const within = (part: Term): Term => {
    // Those of a list in it, which may be called the same, stay that list's own.
    if (!isOfNesting(part, nesting)) return part;
    const before = known.get(part);
    if (before) return before;
    const isOwn = part.kind === 'element' && part.nesting === nesting;
    const after = isOwn ? store.element(part.of, outside) : rebuild(store, part, within);
    known.set(part, after);
    return after;
  };
  return within(term);
}

function isOfNesting(term: Term, nesting: number): boolean {
  return [...elementsIn(term)].some((element) => element.nesting === nesting);
}

const none: ReadonlySet<ElementTerm> = new Set();
const known = new WeakMap<Term, ReadonlySet<ElementTerm>>();

/** The elements that a term is of; those of the loop that makes a list in it are that list's own. */
export function elementsIn(term: Term): ReadonlySet<ElementTerm> {
  const before = known.get(term);
  if (before) return before;
  let found = none;
  for (const operand of operandsOf(term)) found = union(found, elementsIn(operand));
  if (term.kind === 'element') found = union(found, new Set([term]));
  if (term.kind === 'gather' && term.key === someOf && found.size > 0) {
    const own = Math.max(...[...found].map(({ nesting }) => nesting));
    found = new Set([...found].filter(({ nesting }) => nesting < own));
  }
  known.set(term, found);
  return found;
}

function union(a: ReadonlySet<ElementTerm>, b: ReadonlySet<ElementTerm>): ReadonlySet<ElementTerm> {
  if (a.size === 0 || a === b) return b;
  return b.size === 0 ? a : new Set([...a, ...b]);
}
