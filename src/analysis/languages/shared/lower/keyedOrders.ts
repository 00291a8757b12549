// Sequences that are in the order of what each element has: the first of them has the largest, or the smallest.
import { knownAxis } from '../../../terms/axis.ts';
import { isAttribute, nameOfAttribute } from '../../../terms/attributes.ts';
import { eachOf, elementsIn, listOf } from '../../../terms/elements.ts';
import { isStored, pickOne, sorted, sortedRow, upTo } from '../../../terms/gathers.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';
import { liftElements } from './loopSummary.ts';

/** How the keys begin of gathers that put elements in order by what each has, the largest first. */
const sortedBy = `${sortedRow} by `;
/** The same with the smallest first. */
const sortedUpBy = `${sorted} up by `;

export interface Order {
  /** What is taken of each element, as it is written behind it: `.score`, `[0]`; nothing of numbers. */
  readonly by: string;
  /** Whether the smallest comes first. */
  readonly isUp: boolean;
}

/** A sequence once it has been put in order. */
export function inOrderOf(store: TermStore, sequence: Term, { by, isUp }: Order): Term {
  if (by === '') return store.gather(sequence, isUp ? sorted : sortedRow, []);
  return store.gather(sequence, `${isUp ? sortedUpBy : sortedBy}${by}`, []);
}

/** What a sequence, or the first elements of one, is in the order of. */
export function keyedOrderOf(sequence: Term): Order | undefined {
  if (sequence.kind === 'cast' || sequence.kind === 'refined') return keyedOrderOf(sequence.operand);
  if (sequence.kind === 'where' && !isStored(sequence.condition)) return commonOrder([sequence.yes, sequence.no]);
  if (sequence.kind === 'join') return commonOrder(sequence.items);
  if (sequence.kind !== 'gather') return undefined;
  if (sequence.key === upTo) return keyedOrderOf(sequence.operand);
  const taken = takenOfEach(sequence);
  if (taken) {
    const order = keyedOrderOf(taken.of);
    return order?.by === taken.part ? { by: '', isUp: order.isUp } : undefined;
  }
  if (sequence.key === sortedRow) return { by: '', isUp: false };
  if (sequence.key === sorted) return { by: '', isUp: true };
  if (sequence.key.startsWith(sortedUpBy)) return { by: sequence.key.slice(sortedUpBy.length), isUp: true };
  return sequence.key.startsWith(sortedBy) ? { by: sequence.key.slice(sortedBy.length), isUp: false } : undefined;
}

/** Of one of several sequences, as a condition decides. */
function commonOrder(sequences: readonly Term[]): Order | undefined {
  const [first, ...others] = sequences.map(keyedOrderOf);
  return first && others.every((other) => other?.by === first.by && other.isUp === first.isUp) ? first : undefined;
}

/** What a list has of each element of a sequence: pairs.map((pair) => pair[1]) */
function takenOfEach(list: Term): { readonly of: Term; readonly part: string } | undefined {
  const each = eachOf(list);
  if (each?.kind === 'gather' && each.key === pickOne && each.operand.kind === 'element') {
    const [place, ...others] = each.indices;
    if (place?.kind === 'constant' && others.length === 0) return { of: each.operand.of, part: `[${place.value}]` };
  }
  if (each?.kind !== 'opaque' || !isAttribute(each)) return undefined;
  const [object] = each.operands;
  return object?.kind === 'element' ? { of: object.of, part: `.${nameOfAttribute(each)}` } : undefined;
}

/** Whether not all is left of what was put in order: its last element is not the last of all. */
function isCut(sequence: Term): boolean {
  if (sequence.kind === 'cast' || sequence.kind === 'refined') return isCut(sequence.operand);
  if (sequence.kind === 'where') return [sequence.yes, sequence.no].some(isCut);
  if (sequence.kind === 'join') return sequence.items.some(isCut);
  if (sequence.kind !== 'gather') return false;
  const taken = takenOfEach(sequence);
  return taken ? isCut(taken.of) : sequence.key === upTo;
}

/**
 * What the first of what is in order has of what it is in the order of: the maximum of that, or the minimum where that comes first.
 * @param by - `.score`, `[0]`; nothing of numbers
 * @param around - how many rounds are in each other where it is asked for
 * @param part - what an element has of it
 * @param isLast - of the last element instead
 */
export function firstBy(
  store: TermStore,
  sequence: Term,
  by: string,
  around: number,
  part: (element: Term) => Term,
  isLast = false,
): Term | undefined {
  const order = keyedOrderOf(sequence);
  if (order?.by !== by) return undefined;
  if (isLast && isCut(sequence)) return undefined;
  const nesting = nestingOf(sequence, around);
  const each = part(store.element(sequence, nesting));
  const whole = liftElements(store, each, nesting) ?? listOf(store, each, nesting);
  return store.reduce(order.isUp !== isLast ? 'min' : 'max', whole, knownAxis(0), false);
}

/** The rounds of a loop over a sequence that is asked for it, or of one that is to come, so that its elements are the same. */
function nestingOf(sequence: Term, around: number): number {
  const isWithin = [...elementsIn(sequence)].some(({ nesting }) => nesting === around);
  return isWithin || around === 0 ? around + 1 : around;
}
