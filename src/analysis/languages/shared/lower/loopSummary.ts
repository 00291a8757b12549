// What a name is after a loop, told from what one round does to it: added to, compared with, appended to, or stored into,
// each element alike.
import { knownAxis } from '../../../terms/axis.ts';
import { eachOf, elementsIn, listOf } from '../../../terms/elements.ts';
import { isStored, pickOne } from '../../../terms/gathers.ts';
import { countedBy } from '../../../terms/indices.ts';
import { lift } from '../../../terms/lift.ts';
import type { TermStore } from '../../../terms/store.ts';
import { tableOf, turned } from '../../../terms/tables.ts';
import type { BinaryName, OpaqueTerm, ReduceName, Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import { appendKey } from '../../../terms/appended.ts';
import { isNothing } from './nothing.ts';

/** One name of a loop over elements. */
export interface Round {
  readonly store: TermStore;
  /** What the name is before the loop. */
  readonly initial: Term;
  /** What it is called at the head of each round. */
  readonly carried: Term;
  /** What it is at the end of a round. */
  readonly end: Term;
  /** Which elements are this loop's. */
  readonly nesting: number;
  /** What every name of the loop is called at the head of a round: what depends on one is not the same for each element. */
  readonly running: ReadonlySet<Term>;
  readonly room?: Room;
}

/** How long arrays are that a loop may store every element of. */
export interface Room {
  /** Whether a place is every element of a value, in all rounds. */
  readonly isFor: (array: Term, place: Term) => boolean;
  /**
   * Which axis of an array of as many axes as there are places the rounds of some nesting go along, from its beginning to its end.
   * The others are one index each, or all of them.
   */
  readonly along: (array: Term, places: readonly Term[], nesting: number) => number | undefined;
  /** What takes all along an axis. */
  readonly all: (store: TermStore) => Term;
  readonly isAll: (place: Term) => boolean;
  /** Notes that a value is what was stored at a place in all rounds, in the place of what was made before. */
  readonly note: (array: Term, place: Term, made: Term) => void;
  /** What an array keeps of values that are stored to it: those of its own format. */
  readonly kept: (store: TermStore, array: Term, values: Term) => Term;
}

const reductions: Partial<Record<BinaryName, ReduceName>> = {
  add: 'sum',
  subtract: 'sum',
  multiply: 'product',
  maximum: 'max',
  minimum: 'min',
};

/** What changes nothing. */
export const neutral: Partial<Record<BinaryName, number>> = {
  add: 0,
  multiply: 1,
  maximum: -Infinity,
  minimum: Infinity,
};

/** Undefined where the loop does something else. */
export function summary(round: Round): Term | undefined {
  const { carried, end } = round;
  if (end.kind === 'binary') return reducedBy(round, reduction);
  if (end.kind === 'where' && end.no === carried) return stored(round, end.condition, end.yes);
  return listed(round);
}

/**
 * What a name is to which every round adds something, or with which it compares it.
 * @param reduction - what that is of all rounds
 */
export function reducedBy(
  round: Round,
  reduction: (round: Round, name: BinaryName, each: Term) => Term | undefined,
): Term | undefined {
  const { carried, end } = round;
  if (end.kind !== 'binary') return undefined;
  if (end.left === carried) return reduction(round, end.name, end.right);
  return end.right === carried && end.name !== 'subtract' ? reduction(round, end.name, end.left) : undefined;
}

/** What an operation is that each round does once more. */
export function reductionFor(name: BinaryName): ReduceName | undefined {
  return reductions[name];
}

function reduction(round: Round, name: BinaryName, each: Term): Term | undefined {
  const { store, initial } = round;
  const reduce = reductionFor(name);
  const whole = reduce && ofAll(round, each);
  if (!whole) return undefined;
  const reduced = store.reduce(reduce, whole, knownAxis(0), false);
  if (initial.kind === 'constant' && initial.value === neutral[name]) return reduced;
  // It takes the place of nothing.
  if (isNothing(initial) && (name === 'maximum' || name === 'minimum')) return reduced;
  const all = withFirst(initial, whole);
  if (all) return store.reduce(reduce, all, knownAxis(0), false);
  // The first element is one of them.
  const isFirst = initial.kind === 'gather' && initial.key === pickOne && initial.operand === whole;
  return isFirst && (name === 'maximum' || name === 'minimum') ? reduced : store.binary(name, initial, reduced);
}

/** What is made of its first element and all after it: x of x[0] and x[1:], or of x[0] and each x[i] from 1 on. */
function withFirst(first: Term, rest: Term): Term | undefined {
  if (first.kind !== 'gather' || rest.kind !== 'gather' || first.operand !== rest.operand) return undefined;
  const [place, ...more] = first.indices;
  const [range, ...others] = rest.indices;
  if (first.key !== pickOne || place?.kind !== 'constant' || place.value !== 0) return undefined;
  if (!range || more.length > 0 || others.length > 0) return undefined;
  const counted = countedBy(range);
  const isAll = counted ? isOne(counted.from) && isLengthOf(counted.count, first.operand) : isAfterFirst(range);
  return isAll ? first.operand : undefined;
}

function isOne(term: Term | undefined): boolean {
  return term?.kind === 'constant' && term.value === 1;
}

/** 1: */
function isAfterFirst(range: Term): boolean {
  const isSlice = range.kind === 'opaque' && range.says === 'slice' && range.key.endsWith(':');
  return isSlice && range.operands.length === 1 && isOne(range.operands[0]);
}

/** len(x), x.shape[0] */
function isLengthOf(count: Term, whole: Term): boolean {
  if (count.kind === 'gather') return isLengthOf(count.operand, whole);
  return count.kind === 'opaque' && count.says === 'form' && count.operands.length === 1 && count.operands[0] === whole;
}

/** e[i] = exp(z[i]): elsewhere than in the loop it is what it was. */
function stored(round: Round, condition: Term, each: Term): Term | undefined {
  const { store, initial } = round;
  if (!isStored(condition)) return undefined;
  const [place] = condition.operands;
  if (place && isFilled(round, condition.operands)) {
    const all = ofAll(round, each);
    const kept = all && round.room?.kept(store, initial, all);
    if (kept) round.room?.note(kept, place, initial);
    return kept;
  }
  const line = lineStored(round, condition, each);
  if (line) return line;
  if (!condition.operands.every((place) => place.kind === 'element' || place.kind === 'opaque')) return undefined;
  const whole = lifted(round, each);
  return whole && store.where(store.opaque(condition.key), whole, initial);
}

/** p[i, j] = exp(z[i, j]) for every j is a row that is stored; for every i then, a table. */
function lineStored(round: Round, condition: OpaqueTerm, each: Term): Term | undefined {
  const { store, initial, room, nesting } = round;
  const places = condition.operands;
  const axis = room?.along(initial, places, nesting);
  if (!room || axis === undefined || isRunning(round, each)) return undefined;
  const [other, ...more] = places.filter((_, at) => at !== axis);
  if (!other || more.length > 0) return undefined;
  const line = tableOf(store, each, nesting);
  const [all, lines] = [room.all(store), `${condition.key} along ${axis}`];
  if (!room.isAll(other))
    return store.where(store.opaque(lines, axis === 0 ? [all, other] : [other, all]), line, initial);
  const table = room.kept(store, initial, axis === 0 ? line : turned(store, line));
  room.note(table, places[axis]!, initial);
  return table;
}

/** Whether every element of an array is stored to, one in each round. */
function isFilled({ initial, room, nesting }: Round, [place, ...others]: readonly Term[]): boolean {
  if (!room || !place || others.length > 0) return false;
  const elements = [...elementsIn(place)];
  return elements.length > 0 && elements.every((each) => each.nesting === nesting) && room.isFor(initial, place);
}

/** A list that starts empty: every element of the sequence in it, or, under a condition, some. */
export function listed(round: Round): Term | undefined {
  const { store, initial, carried, end } = round;
  if (initial.kind !== 'stack' || initial.items.length > 0) return undefined;
  const branches = end.kind === 'join' ? end.items.filter((item) => item !== carried) : [end];
  const [only, ...others] = branches;
  if (only?.kind !== 'opaque' || others.length > 0 || only.key !== appendKey || only.operands[0] !== carried)
    return undefined;
  const each = only.operands[1]!;
  if (only === end) return ofAll(round, each);
  return isRunning(round, each) ? undefined : listOf(store, each, round.nesting);
}

export function isRunning({ running }: Round, term: Term): boolean {
  return [...subterms(term)].some((part) => running.has(part));
}

/** What is computed of each element, of all of them. */
export function lifted(round: Round, each: Term): Term | undefined {
  return isRunning(round, each) ? undefined : liftElements(round.store, each, round.nesting);
}

/** What is computed in each round, of all elements or as the list of it. */
export function ofAll(round: Round, each: Term): Term | undefined {
  if (isRunning(round, each)) return undefined;
  return liftElements(round.store, each, round.nesting) ?? listOf(round.store, each, round.nesting);
}

/** @returns undefined if nothing in it is an element of that loop, or not every one can be lifted */
export function liftElements(store: TermStore, each: Term, nesting: number): Term | undefined {
  let whole: Term | undefined = each;
  for (const part of elementsIn(each)) {
    if (part.nesting === nesting) whole = whole && lift(store, whole, part);
  }
  return whole === each ? undefined : whole;
}

/** The lists of what a list of tuples has at each place: [(k, exp(v)) for k, v in x.items()] */
export function partsOfEach(store: TermStore, list: Term): readonly Term[] | undefined {
  const each = eachOf(list);
  if (each?.kind !== 'stack' || each.items.length < 2) return undefined;
  const nesting = Math.max(0, ...[...elementsIn(each)].map((element) => element.nesting));
  if (nesting === 0) return undefined;
  return each.items.map((item) => liftElements(store, item, nesting) ?? listOf(store, item, nesting));
}
