// Products of matrices that an exchange changes: they have no values of their own here, but each of their elements is a sum of
// elements of one matrix with weights, which are those of a column of the other.
import { knownAxis } from '../terms/axis.ts';
import { bare } from '../terms/bare.ts';
import { isBatched, weighted } from '../terms/innerProduct.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { operandsOf, substitute, subterms } from '../terms/walk.ts';
import type { Exchange } from './rest.ts';

/** Two terms to compare without products. */
export interface OfSums extends Exchange {
  /** The first with weights of 1: a weighted average of these is 1 where the shapes are those that it is meant for. */
  readonly unit: Term | undefined;
}

/**
 * Of two quotients of such products the same of one element of each line, by weights that are as good as any. Where they are the same
 * for all weights, they are so for those of every column, and for weights that depend on anything else, gradients included. A product
 * that is looked at as a whole, as by a softmax of it, is left as it is: there columns count together.
 */
export function withoutProducts(store: TermStore, { from, to }: Exchange): OfSums {
  const [old, now] = [subterms(from), subterms(to)];
  const [before, after] = [sumOf(store, from, now), sumOf(store, to, old)];
  if (!before || !after || !isAlong(from, before)) return { from, to, unit: undefined };
  const withSum = substitute(store, from, new Map([[before.product, before.sum]]));
  const ones = new Map([[before.weights, store.constant(1)]]);
  return {
    from: withSum,
    to: substitute(store, to, new Map([[after.product, after.sum]])),
    // Of batches one knows how many dimensions there are.
    unit: isBatched(before.product) ? undefined : substitute(store, withSum, ones),
  };
}

/** Whether what is divided by adds up along the axis that the product does; counted from the front, of two dimensions. */
function isAlong(quotient: Term, { product, axis, rank = 2 }: SumOf): boolean {
  const sum = quotient.kind === 'binary' && quotient.name === 'divide' ? bare(quotient.right) : undefined;
  const along = sum?.kind === 'reduce' && sum.axis.kind === 'known' ? sum.axis.axes : [];
  const [divided, ...others] = along;
  if (divided === undefined || others.length > 0 || isBatched(product)) return true;
  return divided === axis || divided === axis + rank;
}

interface SumOf {
  readonly product: Term;
  readonly axis: number;
  readonly rank: number | undefined;
  /** What stands for it. */
  readonly sum: Term;
  readonly weights: Term;
}

/** The product above the line of a quotient, of something that another term has and something that it has not. */
function sumOf(store: TermStore, quotient: Term, other: ReadonlySet<Term>): SumOf | undefined {
  const product = numeratorOf(quotient);
  if (product?.kind !== 'opaque' || other.has(product)) return undefined;
  const [matrix, ...more] = operandsOf(product).filter((operand) => !other.has(operand));
  const found = matrix && more.length === 0 ? weighted(product, matrix) : undefined;
  if (!matrix || !found) return undefined;
  const weights = store.variable('any', 'weights', String(found.by.id));
  // What a sum without the axis divides is the product with a vector, which has lost the axis as well.
  const divisor = quotient.kind === 'binary' ? bare(quotient.right) : undefined;
  const keepdims = !(quotient.kind === 'binary' && divisor === quotient.right && isWithoutAxis(divisor));
  const sum = store.reduce('sum', store.binary('multiply', matrix, weights), knownAxis(found.axis), keepdims);
  return { product, axis: found.axis, rank: found.rank, sum, weights };
}

function isWithoutAxis(divisor: Term): boolean {
  return divisor.kind === 'reduce' && divisor.keepdims === false && divisor.axis.kind === 'known';
}

/** a / b, a * (1 / b) and (1 / b) * a. */
function numeratorOf(term: Term): Term | undefined {
  if (term.kind !== 'binary') return undefined;
  if (term.name === 'divide') return term.left;
  if (term.name !== 'multiply') return undefined;
  return [term.left, term.right].find(({ kind }) => kind === 'opaque');
}
