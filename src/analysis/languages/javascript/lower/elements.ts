// Arrays by their elements: how long they are, and what stands at a place in them.
import { nonNegative } from '../../../terms/bounds/interval.ts';
import { extremePicked, isStored, pickOne, storedKey, upTo } from '../../../terms/gathers.ts';
import { countedBy, isIndices, type Counted } from '../../../terms/indices.ts';
import { firstInOrder } from '../../../terms/orders.ts';
import { unguarded } from '../../../terms/finiteGuard.ts';
import { countKey } from '../../../terms/lengths.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { ElementTerm, Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import { rangeOfClass } from '../libraries/arrayClasses.ts';
import { ofEach } from './alternatives.ts';
import { partOfPairs } from './maps.ts';
import { liftElements } from '../../shared/lower/loopSummary.ts';

/** The key of a gather of all elements but the first, as many as there are below a count. */
export const restKey = 'rest';
/** How the keys of objects begin that are written out, with the names of what they hold. */
export const objectKey = 'object ';
/** How the keys of new arrays begin, with the name of their class. */
const madeKey = 'made ';

/** A new array; its only operand is how long it is, or what it is a copy of. */
export function made(store: TermStore, type: string, of: Term): Term {
  const range = rangeOfClass(type);
  return store.opaque(`${madeKey}${type}`, [of], range && { range });
}

/** Lengths of values that do not show them. */
const known = new WeakMap<Term, Term>();

export function noteLength(term: Term, length: Term): void {
  known.set(term, length);
}

export function lengthOf(store: TermStore, term: Term): Term {
  return found(store, term) ?? store.opaque(countKey, [term], { range: nonNegative });
}

function found(store: TermStore, term: Term): Term | undefined {
  const noted = known.get(term);
  if (noted) return noted;
  switch (term.kind) {
    case 'map':
    case 'cast':
    case 'refined':
      return lengthOf(store, term.operand);
    case 'stack':
      return store.constant(term.items.length);
    case 'gather':
      return term.key === upTo ? term.indices[0] : undefined;
    case 'where':
      return isStored(term.condition) ? lengthOf(store, term.no) : undefined;
    case 'binary':
      if (isScalar(term.right)) return lengthOf(store, term.left);
      if (isScalar(term.left)) return lengthOf(store, term.right);
      return lengthOf(store, term.left) === lengthOf(store, term.right) ? lengthOf(store, term.left) : undefined;
    case 'opaque':
      if (isIndices(term)) return term.operands.length === 1 ? term.operands[0] : undefined;
      return term.key.startsWith(madeKey) ? term.operands[0] : undefined;
    default:
      return undefined;
  }
}

function isScalar(term: Term): boolean {
  const { kind } = unguarded(term);
  return kind === 'constant' || kind === 'reduce';
}

/** What an array is once some of its elements, at given places, have been stored to. */
export function stored(store: TermStore, places: readonly Term[], value: Term, before: Term): Term {
  const again = before.kind === 'where' && isSame(before.condition, places) ? before.no : before;
  return store.where(store.opaque(storedKey, places), value, again);
}

function isSame(condition: Term, places: readonly Term[]): boolean {
  return (
    isStored(condition) &&
    condition.operands.length === places.length &&
    condition.operands.every((term, i) => term === places[i])
  );
}

/** Whether an array is nothing but what was stored at every one of its indices. */
export function isWhollyStored(store: TermStore, places: readonly Term[], before: Term): boolean {
  const [place, ...others] = places;
  const counted = place && countedBy(place);
  if (others.length > 0 || !counted || counted.from) return false;
  if (before.kind === 'stack') return before.items.length === 0;
  if (isEmptyObject(before)) return true;
  return lengthOf(store, before) === counted.count;
}

/** {} */
export function isEmptyObject(term: Term): boolean {
  return term.kind === 'opaque' && term.key === objectKey;
}

/** The element of an array, or of an array of arrays, at some places. */
export function elementAt(store: TermStore, whole: Term, places: readonly Term[]): Term {
  // What was stored last: at these very places, or at all those of a loop that these are one of.
  if (whole.kind === 'where' && isStored(whole.condition)) {
    if (isSame(whole.condition, places)) return whole.yes;
    const innermost = innermostOf(places);
    const lifted = places.map((place) =>
      innermost === undefined ? place : (liftElements(store, place, innermost) ?? place),
    );
    if (innermost !== undefined && isSame(whole.condition, lifted)) return store.element(whole.yes, innermost);
  }
  return places.reduce((array, place) => elementOf(store, array, place), whole);
}

function elementOf(store: TermStore, whole: Term, place: Term): Term {
  const known = extremePicked(store, whole, [place]) ?? firstInOrder(store, whole, place);
  if (known) return known;
  if (whole.kind === 'stack' && place.kind === 'constant') return whole.items.at(place.value) ?? store.opaque('absent');
  const each =
    place.kind === 'constant'
      ? ofEach(store, whole, (one) => (one.kind === 'stack' ? elementOf(store, one, place) : undefined))
      : undefined;
  if (each) return each;
  const part =
    place.kind === 'constant' && whole.kind === 'element' ? partOfPairs(store, whole.of, place.value) : undefined;
  if (part && whole.kind === 'element') return store.element(part, whole.nesting);
  const range = rangeOf(place);
  if (!range) return store.gather(whole, pickOne, [place]);
  const { count, from, nesting } = range;
  const isCopy =
    whole.kind === 'opaque' &&
    whole.key.startsWith(madeKey) &&
    !whole.range &&
    count === lengthOf(store, whole.operands[0]!);
  const array = isCopy ? whole.operands[0]! : whole;
  if (from) return store.element(store.gather(array, restKey, [count, from]), nesting);
  return store.element(lengthOf(store, array) === count ? array : store.gather(array, upTo, [count]), nesting);
}

/** The counts that a place runs through, if it is the index of a loop. */
function rangeOf(place: Term): (Counted & { readonly nesting: number }) | undefined {
  if (place.kind !== 'element') return undefined;
  const counted = countedBy(place.of);
  return counted && { ...counted, nesting: place.nesting };
}

function innermostOf(places: readonly Term[]): number | undefined {
  const elements = places
    .flatMap((place) => [...subterms(place)])
    .filter((part): part is ElementTerm => part.kind === 'element');
  return elements.length === 0 ? undefined : Math.max(...elements.map(({ nesting }) => nesting));
}

const classes = new WeakMap<Term, string>();

/** Notes of which class an array is where its term does not show it. */
export function noteClass(term: Term, name: string): void {
  classes.set(term, name);
}

export function classOf(term: Term): string | undefined {
  if (term.kind === 'opaque' && term.key.startsWith(madeKey)) return term.key.slice(madeKey.length);
  if (term.kind === 'where' && isStored(term.condition)) return classOf(term.no);
  return classes.get(term);
}

const keyed = new WeakSet<Term>();

/** Notes that a value is an object or a Map, whose values stand by keys. */
export function noteKeyed(term: Term): void {
  keyed.add(term);
}

/** Whether a value, although it is followed as an array is, has no indices. */
export function hasKeys(term: Term): boolean {
  return keyed.has(term);
}
