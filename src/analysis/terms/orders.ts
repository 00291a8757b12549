// Indices that put a value in order with the largest first: argsort(-x), and sort((a, b) => x[b] - x[a]) of all indices.
import { bare } from './bare.ts';
import { nonNegative } from './bounds/interval.ts';
import { pickOne, sorted, sortedDown, sortedRow, upTo } from './gathers.ts';
import type { TermStore } from './store.ts';
import type { GatherTerm, OpaqueTerm, Term } from './term.ts';

const orderKey = 'order down';

/** All indices of a row, that of its largest number first. */
export function orderDown(store: TermStore, of: Term): Term {
  return store.opaque(orderKey, [of], { range: nonNegative });
}

/** The row whose largest number is at the first of some indices, which are all of its. */
export function orderedRow(index: Term): Term | undefined {
  if (index.kind === 'cast') return orderedRow(index.operand);
  if (index.kind !== 'opaque') return undefined;
  const [of] = index.operands;
  if (index.key === orderKey) return of;
  if (isArgsort(index)) return of?.kind === 'map' && of.name === 'neg' ? of.operand : undefined;
  return isDescending(index) ? of : undefined;
}

/** np.argsort(x), the smallest first */
export function isArgsort({ key, operands }: OpaqueTerm): boolean {
  return /^(?:call|method) (?:[\w.]+\.)?argsort $/.test(key) && operands.length === 1;
}

/** The row of np.argsort(x), the largest last. */
function argsorted(index: Term): Term | undefined {
  return index.kind === 'opaque' && isArgsort(index) ? index.operands[0] : undefined;
}

/** torch.argsort(x, descending=True) */
function isDescending({ key, operands }: OpaqueTerm): boolean {
  const last = operands.at(-1);
  return (
    /^(?:call|method) (?:[\w.]+\.)?argsort (?:,dim)?,descending$/.test(key) &&
    last?.kind === 'constant' &&
    last.value === 1
  );
}

/** The largest of a row, x[order[0]], or x[order[-1]] of one that is the other way; undefined of any other element. */
export function firstInOrder(store: TermStore, whole: Term, index: Term): Term | undefined {
  if (index.kind !== 'gather' || index.key !== pickOne) return undefined;
  const [at, ...more] = index.indices;
  if (at?.kind !== 'constant' || more.length > 0) return undefined;
  const of =
    at.value === 0 ? orderedRow(fromStart(index.operand)) : at.value === -1 ? argsorted(index.operand) : undefined;
  return of && bare(of) === bare(whole) ? store.reduce('max', whole, { kind: 'all' }, false) : undefined;
}

/** What the first elements, order[:k], are taken of. */
function fromStart(indices: Term): Term {
  if (indices.kind !== 'gather') return indices;
  const isFirst = indices.key === upTo || startOf(indices) !== undefined;
  return isFirst ? fromStart(indices.operand) : indices;
}

/** How a value is sorted, or the first of what is, along the last axis; undefined if it is not, or that is not known. */
export function orderOf(whole: Term): typeof sorted | typeof sortedDown | typeof sortedRow | undefined {
  if (whole.kind !== 'gather') return undefined;
  const { key, indices } = whole;
  if (key === sortedDown || key === sortedRow) return key;
  const [axis, ...more] = indices;
  const isLast = more.length === 0 && (!axis || (axis.kind === 'constant' && axis.value === -1));
  if (key === sorted) return isLast ? sorted : undefined;
  // top[:, :k]
  const isOfFirst =
    /^(?:index )?(?:slice )*slice$/.test(key) &&
    stopOf(indices.at(-1)!) !== undefined &&
    indices.slice(0, -1).every((index) => index.kind === 'opaque' && /^(?:slice :|ellipsis \.\.\.)$/.test(index.key));
  const order = key === upTo || isOfFirst ? orderOf(whole.operand) : undefined;
  return order === sorted ? undefined : order;
}

/**
 * The largest of what is sorted, which is picked at its end; undefined of what is not.
 * @param isRow - whether it has one axis
 */
export function firstOfSorted(store: TermStore, whole: Term, index: Term, isRow = false): Term | undefined {
  const order = orderOf(whole);
  if (!order) return undefined;
  const keepdims = index.kind !== 'constant' && !(index.kind === 'map' && index.name === 'neg');
  return store.reduce('max', whole, { kind: 'known', axes: [isRow || order === sortedRow ? 0 : -1] }, keepdims);
}

/** What a sorted value, or the first elements of one, has the elements of. */
export function unsorted(whole: Term): Term {
  const isPart = whole.kind === 'gather' && (whole.key.startsWith(sorted) || orderOf(whole) !== undefined);
  return isPart ? unsorted(whole.operand) : whole;
}

/** How many elements a slice takes from the start of what it is of, x[:k]. */
function startOf({ key, indices: [slice, ...more] }: GatherTerm): Term | undefined {
  return key === 'slice' && slice && more.length === 0 ? stopOf(slice) : undefined;
}

/** k, of a slice :k or 0:k; undefined of one that begins elsewhere, has a step or counts from the end. */
export function stopOf(slice: Term): Term | undefined {
  if (slice.kind !== 'opaque') return undefined;
  const [first, second] = slice.operands;
  const isFromZero = slice.key === 'slice _ : _' && first?.kind === 'constant' && first.value === 0;
  const stop = slice.key === 'slice : _' ? first : isFromZero ? second : undefined;
  const isFromEnd = (stop?.kind === 'constant' && stop.value < 0) || (stop?.kind === 'map' && stop.name === 'neg');
  return isFromEnd ? undefined : stop;
}
