// Logarithms of products of matrices that an exchange changes: each element is that of a sum, of one line of the left and one
// column of the right. Where old and new are the same for any column they are so for all.
import { bare } from '../terms/bare.ts';
import { isBatched, isInnerProduct } from '../terms/innerProduct.ts';
import { knownAxis, sameAxis } from '../terms/axis.ts';
import type { TermStore } from '../terms/store.ts';
import type { OpaqueTerm, Term } from '../terms/term.ts';
import { substitute, subterms } from '../terms/walk.ts';
import type { Exchange } from './rest.ts';

/** Two terms to compare without products; undefined where the old one is no logarithm of one, or the new one is none of the two below. */
export function withoutLogProducts(store: TermStore, { from, to }: Exchange): Exchange | undefined {
  const product = from.kind === 'map' && from.name === 'log' ? bare(from.operand) : undefined;
  if (!product || !isInnerProduct(product) || isBatched(product)) return undefined;
  return ofPairs(store, { from, to }, product) ?? ofShifted(store, { from, to }, product);
}

/** log(e @ exp(b)) and logsumexp(a[..., None] + b, axis=-2): a column of b has the length that a line of a has. */
function ofPairs(store: TermStore, { from, to }: Exchange, product: OpaqueTerm): Exchange | undefined {
  const [left, right] = product.operands as [Term, Term];
  const isSum = to.kind === 'reduce' && to.name === 'logsumexp' && to.keepdims === false;
  if (!isSum || to.axis.kind !== 'known' || to.axis.axes.join() !== '-2') return undefined;
  const pairs = to.operand;
  if (pairs.kind !== 'binary' || pairs.name !== 'add') return undefined;
  const { left: lines, right: matrix } = pairs;
  if (lines.kind !== 'reshape' || lines.change.to !== 'insert' || lines.change.at !== -1) return undefined;
  if (!isLogOf(matrix, right)) return undefined;
  const column = store.variable('any', 'column', String(matrix.id));
  const products = store.binary('multiply', left, store.map('exp', column));
  const sum = store.reduce('sum', products, knownAxis(-1), false);
  return {
    from: substitute(store, from, new Map([[product, sum]])),
    to: store.reduce('logsumexp', store.binary('add', lines.operand, column), knownAxis(-1), false),
  };
}

function isLogOf(log: Term, of: Term): boolean {
  if (of.kind === 'map') return of.name === 'exp' && of.operand === log;
  const areSoftmaxes = log.kind === 'library' && of.kind === 'library' && log.name === 'log-softmax';
  return areSoftmaxes && of.name === 'softmax' && log.operand === of.operand && sameAxis(log.axis, of.axis);
}

/** log(w @ exp(x)) and m + log(w @ exp(x - m)), of an x that has no axes but the first two: any line of w will do. */
function ofShifted(store: TermStore, { from, to }: Exchange, product: OpaqueTerm): Exchange | undefined {
  const [by] = product.operands;
  const [other, ...more] = [...subterms(to)].filter(isInnerProduct);
  if (!by || !other || more.length > 0 || other.operands[0] !== by) return undefined;
  const weights = store.variable('any', 'weights', String(by.id));
  const summed = ({ operands }: OpaqueTerm) =>
    store.reduce('sum', store.binary('multiply', weights, operands[1]!), knownAxis(0), false);
  return {
    from: substitute(store, from, new Map([[product, summed(product)]])),
    to: substitute(store, to, new Map([[other, summed(other)]])),
  };
}
