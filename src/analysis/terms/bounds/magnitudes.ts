// Magnitudes, which intervals of what they are made of cannot see.
import { alignment, reductionOf } from '../alignment.ts';
import { bare } from '../bare.ts';
import { comparisonOf } from '../comparison.ts';
import { rootOf } from '../square.ts';
import type { BinaryTerm, MapTerm, Term } from '../term.ts';
import { isBarePartOf } from './dominance.ts';

/** x - 2 x [x >= 0], which is -|x|: so Caffe writes the exponent of its softplus. */
export function isNegativeMagnitude({ left: x, right }: BinaryTerm): boolean {
  const factors = factorsIn(right);
  const isTwo = (factor: Term) => factor.kind === 'constant' && factor.value === 2;
  const isSign = (factor: Term) => {
    const test = comparisonOf(bare(factor));
    if (!test) return false;
    const isAbove = test.comparator.startsWith('>');
    const [value, limit] = isAbove ? [test.left, test.right] : [test.right, test.left];
    return value === x && limit.kind === 'constant' && limit.value === 0;
  };
  return factors.length === 3 && [isTwo, isSign, (factor: Term) => factor === x].every((is) => factors.some(is));
}

function factorsIn(term: Term): readonly Term[] {
  return term.kind === 'binary' && term.name === 'multiply' ? [term.left, term.right].flatMap(factorsIn) : [term];
}

/**
 * How far x / max(|x|) can be from 0, also with a floor below the divisor, and of a multiple of x: 3 of 3 x / max(|x|); x / (1 + |x|), too. Undefined
 * of any other quotient.
 */
export function shareOfLargest(x: Term, divisor: Term): number | undefined {
  if (x.kind === 'map' && x.name === 'neg') return shareOfLargest(x.operand, divisor);
  if (x.kind === 'binary' && x.name === 'multiply') {
    const [number, other] = x.left.kind === 'constant' ? [x.left, x.right] : [x.right, x.left];
    const share = number.kind === 'constant' ? shareOfLargest(other, divisor) : undefined;
    if (share !== undefined && number.kind === 'constant') return share * Math.abs(number.value);
  }
  return isLargestMagnitude(x, divisor) ? 1 : undefined;
}

function isLargestMagnitude(x: Term, divisor: Term): boolean {
  const inner = bare(divisor);
  if (inner.kind === 'binary' && (inner.name === 'maximum' || inner.name === 'add')) {
    const [number, other] = inner.left.kind === 'constant' ? [inner.left, inner.right] : [inner.right, inner.left];
    return number.kind === 'constant' && number.value >= 0 && isLargestMagnitude(x, other);
  }
  if (inner.kind === 'map') return isOwnMagnitude(x, inner);
  const reduction = reductionOf(divisor);
  if (!reduction || !/^(?:max|sum)$/.test(reduction.reduce.name) || alignment(reduction) === 'never') return false;
  const of = bare(reduction.reduce.operand);
  return of.kind === 'map' && of.name === 'abs' && isBarePartOf(x, of.operand);
}

/** |x|, and sqrt(1 + x²), which is more. */
function isOwnMagnitude(x: Term, { name, operand }: MapTerm): boolean {
  if (name === 'abs') return isBarePartOf(x, operand);
  const inner = name === 'sqrt' ? bare(operand) : undefined;
  if (inner?.kind !== 'binary' || inner.name !== 'add') return false;
  const [number, square] = inner.left.kind === 'constant' ? [inner.left, inner.right] : [inner.right, inner.left];
  const root = number.kind === 'constant' && number.value >= 0 ? rootOf(bare(square)) : undefined;
  return root !== undefined && isBarePartOf(x, root);
}
