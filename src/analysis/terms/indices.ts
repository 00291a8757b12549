// What a loop counts: whole numbers from one to another.
import type { Interval } from './bounds/interval.ts';
import type { TermStore } from './store.ts';
import type { Term } from './term.ts';

const key = 'indices';

export interface Counted {
  /** What every one of them is below. */
  readonly count: Term;
  /** The first; undefined if that is 0. */
  readonly from: Term | undefined;
}

/** The whole numbers below a count, from 0 or another one on. */
export function indices(store: TermStore, count: Term, from: Term | number = 0): Term {
  const first = typeof from === 'number' ? store.constant(from) : from;
  const isFromZero = first.kind === 'constant' && first.value === 0;
  const range: Interval = {
    low: first.kind === 'constant' ? first.value : -Infinity,
    high: count.kind === 'constant' && Number.isFinite(count.value) ? Math.ceil(count.value) - 1 : Infinity,
  };
  const bounds = range.low <= range.high ? { range } : {};
  return store.opaque(key, isFromZero ? [count] : [count, first], bounds);
}

export function isIndices(term: Term): boolean {
  return term.kind === 'opaque' && term.key === key;
}

/** From where to where some indices count. */
export function countedBy(term: Term): Counted | undefined {
  if (term.kind !== 'opaque' || term.key !== key) return undefined;
  const [count, from] = term.operands;
  return count && { count, from };
}

/** Whether a value is an index, or all of them, from 0 or higher, that stays below another value, or does not go beyond it. */
export function isIndexUpTo(index: Term, limit: Term): boolean {
  const counted = countedBy(index.kind === 'element' ? index.of : index);
  if (!counted) return false;
  const { count, from } = counted;
  if (from && !(from.kind === 'constant' && from.value >= 0)) return false;
  if (limit === count) return true;
  const isLast = limit.kind === 'binary' && limit.name === 'subtract' && limit.left === count;
  return isLast && limit.right.kind === 'constant' && limit.right.value <= 1;
}
