// A sum of values that are weighted by a softmax along the same axis is an average of them: none lies outside of theirs.
import { uncast } from '../bare.ts';
import { sameAxis } from '../axis.ts';
import type { Axis, Term } from '../term.ts';

export interface Averaged {
  readonly of: Term;
  /** Whether it is minus their average. */
  readonly negated: boolean;
}

/** @param axis - over which the products are added up */
export function averagedBySoftmax(product: Term, axis: Axis): Averaged | undefined {
  if (axis.kind === 'all') return undefined;
  const { term, negated } = signed(product);
  if (term.kind !== 'binary' || term.name !== 'multiply') return undefined;
  for (const [weight, of] of [[term.left, term.right] as const, [term.right, term.left] as const]) {
    const inner = signed(weight);
    const softmax = uncast(inner.term);
    if (softmax.kind === 'library' && softmax.name === 'softmax' && sameAxis(axis, softmax.axis)) {
      return { of, negated: negated !== inner.negated };
    }
  }
  return undefined;
}

function signed(term: Term): { readonly term: Term; readonly negated: boolean } {
  return term.kind === 'map' && term.name === 'neg' ? { term: term.operand, negated: true } : { term, negated: false };
}
