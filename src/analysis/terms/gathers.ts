// What picks elements of a value.
import { nonNegative } from './bounds/interval.ts';
import { bare } from './bare.ts';
import type { TermStore } from './store.ts';
import type { GatherTerm, OpaqueTerm, ReduceTerm, Term } from './term.ts';

/** The key of a gather that takes one element, or one row, by one index: x[i]. */
export const pickOne = 'index';

/** The key of a gather by indices along an axis; its indices are those, then the axis if it is given. */
export const takeAlong = 'take';

/** The key of a gather of the first elements, as many as its index says. */
export const upTo = 'upto';

/** The key of a gather that keeps what a mask says. */
export const byMask = 'mask';

/** The key of a gather of the diagonal of a matrix, or of a vector as one. */
export const diagonal = 'diagonal';

/** The key of an opaque term that is 1 at its first operand, a class or an array of them, and 0 elsewhere. */
export const oneHot = 'one-hot';

/** The key of an opaque term that is 1 on the diagonal and 0 elsewhere: its rows are one-hot. */
export const identityMatrix = 'identity';

/** The key of a gather that takes some of the elements, as a condition decides: [v for v in x if …]. */
export const someOf = 'some';

/** One of what a value is taken apart to: low, high = limits. */
export function itemOf(store: TermStore, whole: Term, index: number): Term {
  return store.gather(whole, `item ${index}`, []);
}

/** The key of a gather that puts elements in order along an axis. */
export const sorted = 'sorted';

/** The same with the largest first, along the last axis or, of a row, along the only one. */
export const sortedDown = 'sorted down';
export const sortedRow = 'sorted row';

export function isSorted({ key }: GatherTerm): boolean {
  return key === sorted || key === sortedDown || key === sortedRow;
}

const position = 'position';

/** The key of a call of something that is no function of a library, as int(x) is. */
const wholeKey = 'call  ';

/** Where along its axis a maximum or a minimum is reached. */
export function positionOf(store: TermStore, extreme: Term): Term {
  return store.opaque(position, [extreme], { range: nonNegative });
}

export function isPosition(term: Term): boolean {
  return term.kind === 'opaque' && term.key === position;
}

/** The maximum or minimum that a position is of, whatever its shape. */
export function extremeAt(index: Term): ReduceTerm | undefined {
  const inner = bare(index);
  const [called, whole] = inner.kind === 'opaque' && inner.key === wholeKey ? inner.operands : [];
  if (called?.kind === 'variable' && called.name === 'int' && whole) return extremeAt(whole);
  if (inner.kind === 'map' && inner.name === 'detach') return extremeAt(inner.operand);
  // idx.view(-1).tolist()[0], of the one there is
  const isFirst = inner.kind === 'gather' && inner.key === pickOne && inner.indices.length === 1;
  const [at] = isFirst ? inner.indices : [];
  if (isFirst && at?.kind === 'constant' && at.value === 0 && isPosition(bare(inner.operand)))
    return extremeAt(inner.operand);
  const [extreme] = inner.kind === 'opaque' && inner.key === position ? inner.operands : [];
  return extreme?.kind === 'reduce' && (extreme.name === 'max' || extreme.name === 'min') ? extreme : undefined;
}

/**
 * The maximum that is picked where it is: x[x.argmax()], x[x[:n].argmax()], x[rows, x.argmax(1)]; undefined of any other
 * element.
 * @param along - whether it is picked along the axis, which is then kept
 */
export function extremePicked(
  store: TermStore,
  whole: Term,
  indices: readonly Term[],
  along = false,
): Term | undefined {
  const [first, second, ...more] = indices;
  if (!first || more.length > 0) return undefined;
  if (!second) {
    const extreme = extremeAt(first);
    if (!extreme) return undefined;
    const { operand } = extreme;
    const isFirst = operand.kind === 'gather' && operand.key === upTo && operand.operand === whole;
    const isWhole = operand === whole || isFirst || (extreme.axis.kind === 'all' && bare(operand) === bare(whole));
    return isWhole
      ? store.reduce(extreme.name, extreme.operand, extreme.axis, along && extreme.axis.kind !== 'all')
      : undefined;
  }
  const extreme = extremeAt(second);
  if (!extreme) return undefined;
  const { name, operand, axis } = extreme;
  // A number for the row: x[0, x[0].argmax()], and x[0, x.argmax()] of a matrix that has no other.
  if (operand === store.gather(whole, pickOne, [first])) return store.reduce(name, operand, axis, false);
  if (operand !== whole) return undefined;
  return first.kind === 'constant'
    ? store.reduce(name, whole, { kind: 'all' }, false)
    : store.reduce(name, whole, axis, false);
}

/** How the keys of the conditions begin under which an element was stored to: the value of the array there is another. */
export const storedKey = 'stored ';

export function isStored(condition: Term): condition is OpaqueTerm {
  return condition.kind === 'opaque' && condition.key.startsWith(storedKey);
}
