// What a name is after all rounds of a loop over elements, told from what one round does to it.
import { knownAxis } from '../../../terms/axis.ts';
import { elementsIn, listOf } from '../../../terms/elements.ts';
import { comparisonOf } from '../../../terms/comparison.ts';
import { countedBy, indices } from '../../../terms/indices.ts';
import { isStored, pickOne, positionOf, upTo } from '../../../terms/gathers.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { BinaryName, Term, WhereTerm } from '../../../terms/term.ts';
import { substitute, subterms } from '../../../terms/walk.ts';
import {
  isRunning,
  lifted,
  liftElements,
  listed,
  neutral,
  ofAll,
  reductionFor,
  reducedBy,
  type Round,
} from '../../shared/lower/loopSummary.ts';
import { extremeOf } from '../../shared/lower/comparisons.ts';
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

/** What each round does that does something only on a condition, as what it does in any case: with 0 added where it does not. */
function unconditional({ store, carried, end }: Round): Term {
  if (end.kind !== 'where') return end;
  const [kept, done] = end.no === carried ? [end.no, end.yes] : [end.yes, end.no];
  if (kept !== carried) return end;
  const extreme = end.no === carried ? extremeOfSome(store, end) : undefined;
  if (extreme) return extreme;
  if (done.kind !== 'binary') return end;
  const { name, left, right } = done;
  const nothing = neutral[name === 'subtract' ? 'add' : name];
  const other = left === carried ? right : name !== 'subtract' && right === carried ? left : undefined;
  if (nothing === undefined || !other) return end;
  const none = store.constant(nothing);
  const [yes, no] = end.no === carried ? [other, none] : [none, other];
  return store.binary(name, carried, store.where(end.condition, yes, no));
}

/** if (kept[i] && x[i] > m) m = x[i] */
function extremeOfSome(store: TermStore, { condition, yes, no }: WhereTerm): Term | undefined {
  const [a, b, ...others] = condition.kind === 'opaque' && condition.key === 'operator &&' ? condition.operands : [];
  if (!a || !b || others.length > 0) return undefined;
  for (const [test, rest] of [
    [a, b],
    [b, a],
  ] as const) {
    const name = extremeOf(test, yes, no);
    const none = name && neutral[name];
    if (name && none !== undefined) return store.binary(name, no, store.where(rest, yes, store.constant(none)));
  }
  return undefined;
}

/** Undefined where the loop does something else. */
export function summary(whole: Round): Term | undefined {
  const round = { ...whole, end: unconditional(whole) };
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
  const rests = [...subterms(whole)].flatMap((part) => restOf(store, part) ?? []);
  if (rests.length === 0) return { all: whole, first: undefined };
  const exchange = (by: (rest: Rest) => Term) =>
    substitute(store, whole, new Map(rests.map((rest) => [rest.part, by(rest)])));
  return { all: exchange(({ all }) => all()), first: exchange(({ first }) => first()) };
}

/** What is of all elements, or indices, but the first. */
interface Rest {
  readonly part: Term;
  readonly all: () => Term;
  readonly first: () => Term;
}

function restOf(store: TermStore, part: Term): Rest | undefined {
  if (part.kind === 'gather' && part.key === restKey) {
    const { operand: array } = part;
    const [count, from] = part.indices as [Term, Term];
    const before = oneBefore(store, from);
    if (!before) return undefined;
    const ofCount = () => (lengthOf(store, array) === count ? array : store.gather(array, upTo, [count]));
    const all = () => (before === store.constant(0) ? ofCount() : store.gather(array, restKey, [count, before]));
    return { part, all, first: () => store.gather(array, pickOne, [before]) };
  }
  // off + i
  const isSum = part.kind === 'binary' && part.name === 'add';
  const index = isSum ? [part.left, part.right].find((side) => countedBy(side)) : part;
  const counted = index && countedBy(index);
  const before = counted?.from && oneBefore(store, counted.from);
  if (!before) return undefined;
  const all = indices(store, counted.count, before);
  if (!isSum) return { part, all: () => all, first: () => before };
  const other = part.left === index ? part.right : part.left;
  const isNone = before === store.constant(0);
  return {
    part,
    all: () => substitute(store, part, new Map([[index!, all]])),
    first: () => (isNone ? other : substitute(store, part, new Map([[index!, before]]))),
  };
}

/** The index before another one, if that shows it. */
function oneBefore(store: TermStore, index: Term): Term | undefined {
  if (index.kind === 'constant') return index.value >= 1 ? store.constant(index.value - 1) : undefined;
  if (index.kind !== 'binary' || index.name !== 'add') return undefined;
  if (index.right === store.constant(1)) return index.left;
  return index.left === store.constant(1) ? index.right : undefined;
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
  // Either may be the one that is kept: x[best] >= x[i] ? best : i
  const isTaken = end.no === carried;
  const [taken, kept] = isTaken ? [end.yes, end.no] : [end.no, end.yes];
  const compared = comparisonOf(end.condition, isTaken);
  const place = taken.kind === 'element' ? taken : undefined;
  const counted = place && place.nesting === nesting ? countedBy(place.of) : undefined;
  const isFirst = initial.kind === 'constant' && initial.value === 0;
  if (!compared || !counted || !isFirst || kept !== carried || (counted.from && counted.from !== store.constant(1)))
    return undefined;
  const { comparator, left, right } = compared;
  const isRight = right.kind === 'gather' && right.key === pickOne && right.indices[0] === carried;
  const [best, other] = isRight ? [right, left] : [left, right];
  if (best.kind !== 'gather' || best.key !== pickOne || best.indices[0] !== carried) return undefined;
  if (other !== elementAt(store, best.operand, [place!])) return undefined;
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
