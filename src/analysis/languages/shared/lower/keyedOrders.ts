// Sequences that are in the order of what each element has: the first of them has the largest, or the smallest.
import { knownAxis } from '../../../terms/axis.ts';
import { elementsIn, listOf } from '../../../terms/elements.ts';
import { sorted, sortedRow, upTo } from '../../../terms/gathers.ts';
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
export function orderOf(sequence: Term): Order | undefined {
  if (sequence.kind === 'cast' || sequence.kind === 'refined') return orderOf(sequence.operand);
  if (sequence.kind !== 'gather') return undefined;
  if (sequence.key === upTo) return orderOf(sequence.operand);
  if (sequence.key === sortedRow) return { by: '', isUp: false };
  if (sequence.key === sorted) return { by: '', isUp: true };
  if (sequence.key.startsWith(sortedUpBy)) return { by: sequence.key.slice(sortedUpBy.length), isUp: true };
  return sequence.key.startsWith(sortedBy) ? { by: sequence.key.slice(sortedBy.length), isUp: false } : undefined;
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
  const order = orderOf(sequence);
  if (order?.by !== by) return undefined;
  if (isLast && sequence.kind === 'gather' && sequence.key === upTo) return undefined;
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
