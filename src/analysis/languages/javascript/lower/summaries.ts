// What a name is after all rounds of a loop over elements, told from what one round does to it.
import { knownAxis } from '../../../terms/axis.ts';
import { elementsIn } from '../../../terms/elements.ts';
import { pickOne, upTo } from '../../../terms/gathers.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { BinaryName, Term } from '../../../terms/term.ts';
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
import { isStored, isWhollyStored, lengthOf, noteLength, restKey, stored } from './elements.ts';

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
  const rests = [...subterms(whole)].filter((part) => part.kind === 'gather' && part.key === restKey);
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

/** e[i] = exp(z[i]): where it was not stored to, an array is what it was. */
function filled(round: Round, places: readonly Term[], each: Term): Term | undefined {
  const { store, initial, nesting } = round;
  const whole = lifted(round, each) ?? (mentions(each, nesting) ? undefined : each);
  if (!whole || isRunning(round, each)) return undefined;
  const all = places.map((place) => liftElements(store, place, nesting) ?? place);
  if (all.some((place) => mentions(place, nesting))) return undefined;
  if (!isWhollyStored(store, all, initial)) return stored(store, all, whole, initial);
  noteLength(whole, lengthOf(store, all[0]!));
  return whole;
}

function mentions(term: Term, nesting: number): boolean {
  return [...elementsIn(term)].some((part) => part.nesting === nesting);
}
