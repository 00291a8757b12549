// What a name is after all rounds of a loop over elements, told from what one round does to it.
import { knownAxis } from '../../../terms/axis.ts';
import { elementsIn, listOf } from '../../../terms/elements.ts';
import { comparisonOf } from '../../../terms/comparison.ts';
import { countedBy } from '../../../terms/indices.ts';
import { isStored, pickOne, positionOf, upTo } from '../../../terms/gathers.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { BinaryName, Term, WhereTerm } from '../../../terms/term.ts';
import { substitute, subterms } from '../../../terms/walk.ts';
import {
  isRunning,
  lifted,
  liftElements,
  listed,
  ofAll,
  reductionFor,
  reducedBy,
  type Round,
} from '../../shared/lower/loopSummary.ts';
import { elementAt, isEmptyObject, isWhollyStored, lengthOf, noteLength, restKey, stored } from './elements.ts';

/** Whether a value changes nothing where a reduction starts with it. */
function isNeutral(name: BinaryName, initial: Term): boolean {
  if (initial.kind !== 'constant') return false;
  const { value } = initial;
  switch (name) {
    case 'add':
      return value === 0;
    case 'multiply':
      return value === 1;
    case 'maximum':
      return value <= -Number.MAX_VALUE;
    case 'minimum':
      return value >= Number.MAX_VALUE;
    default:
      return false;
  }
}

/** Undefined where the loop does something else. */
export function summary(round: Round): Term | undefined {
  const { carried, end } = round;
  if (end.kind === 'binary') return reducedBy(round, reduction);
  if (end.kind === 'where' && end.no === carried && isStored(end.condition)) {
    return filled(round, end.condition.operands, end.yes);
  }
  if (end.kind === 'where') return extremePlace(round, end);
  return listed(round);
}

function reduction(round: Round, name: BinaryName, each: Term): Term | undefined {
  const { store, initial } = round;
  const reduce = reductionFor(name);
  const whole = reduce && ofAll(round, each);
  if (!whole) return undefined;
  const over = (all: Term) => store.reduce(reduce, all, knownAxis(0), false);
  if (isNeutral(name, initial)) return over(whole);
  const { all, first } = withFirst(store, whole);
  if (initial === first) return over(all);
  // The first element is one of them: taken once more, it changes no maximum.
  const isOneOfThem = initial === firstOf(store, whole);
  if (isOneOfThem && (name === 'maximum' || name === 'minimum')) return over(whole);
  return store.binary(name, initial, over(whole));
}

/** Of a value that is of all elements but the first: what it is of all, and of the first. */
function withFirst(store: TermStore, whole: Term): { all: Term; first: Term | undefined } {
  const isRest = (part: Term) =>
    part.kind === 'gather' && part.key === restKey && part.indices[1] === store.constant(1);
  const rests = [...subterms(whole)].filter(isRest);
  const exchange = (by: (array: Term, count: Term) => Term) =>
    substitute(
      store,
      whole,
      new Map(rests.flatMap((part) => (part.kind === 'gather' ? [[part, by(part.operand, part.indices[0]!)]] : []))),
    );
  if (rests.length === 0) return { all: whole, first: undefined };
  return {
    all: exchange((array, count) => (lengthOf(store, array) === count ? array : store.gather(array, upTo, [count]))),
    first: exchange((array) => store.gather(array, pickOne, [store.constant(0)])),
  };
}

function firstOf(store: TermStore, whole: Term): Term {
  const array = whole.kind === 'gather' && whole.key === upTo ? whole.operand : whole;
  return store.gather(array, pickOne, [store.constant(0)]);
}

/**
 * if (x[i] > x[best]) best = i: the index of the largest, or least, element. It has to be where the loop starts, or
 * before that.
 */
function extremePlace({ store, initial, carried, nesting }: Round, end: WhereTerm): Term | undefined {
  const compared = comparisonOf(end.condition);
  const place = end.yes.kind === 'element' ? end.yes : undefined;
  const counted = place && place.nesting === nesting ? countedBy(place.of) : undefined;
  const isFirst = initial.kind === 'constant' && initial.value === 0;
  if (!compared || !counted || !isFirst || end.no !== carried || (counted.from && counted.from !== store.constant(1)))
    return undefined;
  const { comparator, left, right } = compared;
  const isRight = right.kind === 'gather' && right.key === pickOne && right.indices[0] === carried;
  const [best, other] = isRight ? [right, left] : [left, right];
  if (best.kind !== 'gather' || best.key !== pickOne || best.indices[0] !== carried) return undefined;
  if (other !== elementAt(store, best.operand, [end.yes])) return undefined;
  const isLargest = comparator.startsWith('>') === isRight;
  const array = best.operand;
  const seen = lengthOf(store, array) === counted.count ? array : store.gather(array, upTo, [counted.count]);
  return positionOf(store, store.reduce(isLargest ? 'max' : 'min', seen, knownAxis(0), false));
}

/** e[i] = exp(z[i]): where it was not stored to, an array is what it was. */
function filled(round: Round, places: readonly Term[], each: Term): Term | undefined {
  const { store, initial, nesting } = round;
  // By names that each element has, which are taken to tell them apart.
  if (isEmptyObject(initial) && places.length === 1 && !isIndex(places[0]!, nesting)) return ofAll(round, each);
  if (isRunning(round, each)) return undefined;
  const whole = lifted(round, each) ?? wholeList(round, each);
  if (!whole) return undefined;
  const all = places.map((place) => liftElements(store, place, nesting) ?? place);
  if (all.some((place) => mentions(place, nesting))) return undefined;
  if (!isWhollyStored(store, all, initial)) return stored(store, all, whole, initial);
  noteLength(whole, lengthOf(store, all[0]!));
  return whole;
}

/** What each round stores, as a list. Of a choice between two, what one of them has in its rounds is not told apart. */
function wholeList({ store, nesting }: Round, each: Term): Term | undefined {
  if (!mentions(each, nesting)) return each;
  return each.kind === 'where' ? undefined : listOf(store, each, nesting);
}

/** The index of an element of the loop, or what is the same in every round. */
function isIndex(place: Term, nesting: number): boolean {
  return !mentions(place, nesting) || (place.kind === 'element' && countedBy(place.of) !== undefined);
}

function mentions(term: Term, nesting: number): boolean {
  return [...elementsIn(term)].some((part) => part.nesting === nesting);
}
