// Squared distances, multiplied out: |a|² - 2 a·b + |b|² is |a - b|², which intervals cannot see.
import { bare } from '../bare.ts';
import { isInnerProduct } from '../innerProduct.ts';
import { rootOf } from '../square.ts';
import type { TermStore } from '../store.ts';
import type { OpaqueTerm, Term } from '../term.ts';
import { nonNegative } from './interval.ts';

const distances = 'distances';

/** Distances, in the usual sense, between the vectors of one or of two values. */
export function distancesOf(store: TermStore, operands: readonly Term[]): Term {
  return store.opaque(distances, operands, { range: nonNegative });
}

/** What some distances are between the vectors of. */
export function distanceBetween({ key, operands }: OpaqueTerm): readonly Term[] | undefined {
  return key === distances ? operands : undefined;
}

/** Whether a sum is two squared lengths less twice an inner product, in any order and shape. */
export function isSquaredDistance(sum: Term): boolean {
  let lengths = 0;
  let products = 0;
  const queue = [{ term: sum, sign: 1 }];
  for (let next = queue.pop(); next; next = queue.pop()) {
    const term = bare(next.term);
    const { sign } = next;
    if (term.kind === 'binary' && (term.name === 'add' || term.name === 'subtract')) {
      queue.push({ term: term.left, sign }, { term: term.right, sign: term.name === 'add' ? sign : -sign });
    } else if (isTwiceAProduct(term, sign)) products++;
    else if (sign > 0 && isSquaredLength(term)) lengths++;
    else return false;
  }
  return products === 1 && lengths === 2;
}

/** Minus twice an inner product, the factor before it or at one of its operands. */
function isTwiceAProduct(term: Term, sign: number): boolean {
  const { factor, rest } = scaled(term);
  if (!isInnerProduct(rest)) return false;
  const inner = rest.operands.reduce((product, operand) => product * scaled(operand).factor, 1);
  return sign * factor * inner === -2;
}

function scaled(term: Term): { factor: number; rest: Term } {
  const inner = bare(term);
  if (inner.kind === 'map' && inner.name === 'neg') return { factor: -1, rest: bare(inner.operand) };
  if (inner.kind !== 'binary' || inner.name !== 'multiply') return { factor: 1, rest: inner };
  const [factor, product] = inner.left.kind === 'constant' ? [inner.left, inner.right] : [inner.right, inner.left];
  return factor.kind === 'constant' ? { factor: factor.value, rest: bare(product) } : { factor: 1, rest: inner };
}

function isSquaredLength(term: Term): boolean {
  return term.kind === 'reduce' && term.name === 'sum' && rootOf(bare(term.operand)) !== undefined;
}
