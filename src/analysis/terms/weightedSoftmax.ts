// A softmax with weights: w exp(x) / sum(w exp(x)). A mask leaves some classes out of it; of the others it is 0 as any softmax is.
import { alignment, reductionOf } from './alignment.ts';
import { uncast } from './bare.ts';
import type { Bounds } from './bounds/bounds.ts';
import { lifts } from './lift.ts';
import type { TermStore } from './store.ts';
import { hasExponential } from './summedExponentials.ts';
import type { BinaryTerm, Term } from './term.ts';

/** Exponents that lie this near each other make none of them 0 in any format but that of half the bits. */
const near = 80;

export function isWeightedSoftmax(store: TermStore, bounds: Bounds, { name, left, right }: BinaryTerm): boolean {
  const sum = name === 'divide' ? reductionOf(right) : undefined;
  if (sum?.reduce.name !== 'sum' || ['never', 'n-d'].includes(alignment(sum))) return false;
  const summed = uncast(sum.reduce.operand);
  const exponent = weightedExponent(summed);
  if (!exponent || !lifts(store, uncast(left)).includes(summed)) return false;
  const { low, high } = bounds.of(exponent);
  return high - low > near;
}

/** What the one exponential is taken of that something else is multiplied with. */
function weightedExponent(term: Term): Term | undefined {
  if (term.kind !== 'binary' || term.name !== 'multiply') return undefined;
  const [exponential, weight] = hasExponential(term.left) ? [term.left, term.right] : [term.right, term.left];
  const inner = uncast(exponential);
  if (hasExponential(weight)) return undefined;
  return inner.kind === 'map' && inner.name === 'exp' ? inner.operand : weightedExponent(inner);
}
