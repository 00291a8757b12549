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
  const exponents = exponentsIn(summed);
  if (!exponents || !lifts(store, uncast(left)).includes(summed)) return false;
  return exponents.some((exponent) => bounds.high(exponent) - bounds.low(exponent) > near);
}

/** What the exponentials are taken of that something else is multiplied with, in one branch or the other; none of what is 0. */
function exponentsIn(term: Term): readonly Term[] | undefined {
  const all = (parts: readonly Term[]) => {
    const found = parts.map(exponentsIn);
    return found.every((each) => each !== undefined) ? found.flat() : undefined;
  };
  switch (term.kind) {
    case 'cast':
      return exponentsIn(term.operand);
    case 'constant':
      return term.value === 0 ? [] : undefined;
    case 'map':
      return term.name === 'exp' ? [term.operand] : undefined;
    case 'join':
      return all(term.items);
    case 'stack':
      return all(term.items.filter((item) => !isNumber(item)));
    case 'where':
      return all([term.yes, term.no]);
    case 'binary':
      if (term.name !== 'multiply') return undefined;
      if (hasExponential(term.left)) return hasExponential(term.right) ? undefined : exponentsIn(term.left);
      return exponentsIn(term.right);
    default:
      return undefined;
  }
}

/** The exponential of a logit that is given, beside the others: that of 0 is 1. */
function isNumber(term: Term): boolean {
  return term.kind === 'constant' || (term.kind === 'opaque' && term.key.startsWith('full '));
}
