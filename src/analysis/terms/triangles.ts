// Triangles of matrices: 0 above, or below, a diagonal.
import { unit } from './bounds/interval.ts';
import { bare, uncast } from './bare.ts';
import { isTest } from './comparison.ts';
import type { TermStore } from './store.ts';
import type { Term } from './term.ts';

const key = (part: string) => `${part} triangle`;

/**
 * A matrix, and 0 outside of a triangle.
 * @param others - by which diagonal it ends
 */
export function triangleOf(store: TermStore, part: 'lower' | 'upper', whole: Term, others: readonly Term[] = []): Term {
  const filled = uncast(whole);
  const isFilled = filled.kind === 'opaque' && filled.range && filled.range.low === filled.range.high;
  if (isFilled) {
    const { low } = filled.range;
    const range = { low: Math.min(0, low), high: Math.max(0, low) };
    const triangle = store.opaque(key(part), [filled, ...others], { range });
    return whole.kind === 'cast' ? store.cast(triangle, whole.format) : triangle;
  }
  const isInside = store.opaque(key(part), others, { range: unit });
  // A mask in a triangle is both.
  return isTest(whole) ? store.binary('multiply', whole, isInside) : store.where(isInside, whole, store.constant(0));
}

/** Whether a value says by positions alone which elements are kept: 0 outside of a triangle, and one number inside. */
export function isTriangle(term: Term): boolean {
  const inner = bare(term);
  return inner.kind === 'opaque' && (inner.key === key('lower') || inner.key === key('upper'));
}
