// Products of matrices that an exchange changes: they have no values of their own here, but each of their elements is a sum of
// elements of one matrix with weights, which are those of a column of the other.
import { knownAxis } from '../terms/axis.ts';
import { isBatched, weighted } from '../terms/innerProduct.ts';
import type { TermStore } from '../terms/store.ts';
import type { ReduceTerm, Term } from '../terms/term.ts';
import { operandsOf, substitute, subterms } from '../terms/walk.ts';
import type { Exchange } from './rest.ts';

/** Two terms to compare without products. */
export interface OfSums extends Exchange {
  /** The first with weights of 1: a weighted average of these is 1 where the shapes are those that it is meant for. */
  readonly unit: Term | undefined;
}

/**
 * The terms with one element of each line in place of such a product, by weights that are as good as any. Where they are the same for
 * all weights, they are so for those of every column, and for weights that depend on anything else, gradients included.
 */
export function withoutProducts(store: TermStore, { from, to }: Exchange): OfSums {
  const [old, now] = [subterms(from), subterms(to)];
  const [before, after] = [sums(store, old, now), sums(store, now, old)];
  const weights = new Set(
    [...before.values()].flatMap(({ operand }) => (operand.kind === 'binary' ? operand.right : [])),
  );
  const one = store.constant(1);
  const withSums = substitute(store, from, before);
  // Of batches one knows how many dimensions there are.
  const isMeantSo = weights.size > 0 && ![...before.keys()].some(isBatched);
  return {
    from: withSums,
    to: substitute(store, to, after),
    unit: isMeantSo ? substitute(store, withSums, new Map([...weights].map((each) => [each, one]))) : undefined,
  };
}

/** What stands for the products that only one of two terms has, of something that only it has and something that both have. */
function sums(store: TermStore, own: ReadonlySet<Term>, other: ReadonlySet<Term>): ReadonlyMap<Term, ReduceTerm> {
  const found = new Map<Term, ReduceTerm>();
  for (const product of own) {
    if (product.kind !== 'opaque' || other.has(product)) continue;
    const changed = operandsOf(product).filter((operand) => !other.has(operand));
    const [matrix, ...more] = changed;
    const sum = matrix && more.length === 0 ? weighted(product, matrix) : undefined;
    if (!matrix || !sum) continue;
    const weights = store.variable('any', 'weights', String(sum.by.id));
    const added = store.reduce('sum', store.binary('multiply', matrix, weights), knownAxis(sum.axis), true);
    if (added.kind === 'reduce') found.set(product, added);
  }
  return found;
}
