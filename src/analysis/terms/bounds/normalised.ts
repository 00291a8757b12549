// Values that are brought to a scale of their own, which intervals of what they are made of cannot see: (x - min) / (max - min), and
// (x - mean) / deviation.
import { alignment, reductionOf } from '../alignment.ts';
import { axisKey } from '../axis.ts';
import { bare } from '../bare.ts';
import { isBarePartOf } from './dominance.ts';
import { interval, unit, type Interval } from './interval.ts';
import { rootOf } from '../square.ts';
import type { Axis, BinaryTerm, ReduceName, Term } from '../term.ts';

/** A deviation from the mean of n numbers is at most √(n - 1) of their deviations: 80 of 6,401 that are the same but for one. */
const deviations = interval(-80, 80);

/** Where such a quotient lies; undefined of any other. */
export function normalisedBounds(above: Term, below: Term): Interval | undefined {
  const inner = bare(above);
  if (inner.kind !== 'binary' || inner.name !== 'subtract') return undefined;
  const { left: x, right: from } = inner;
  const divisor = unguarded(below);
  if (isReduction('min', from, x)) {
    const isSpread = divisor.kind === 'binary' && divisor.name === 'subtract' && bare(divisor.right) === bare(from);
    return isSpread && isReduction('max', divisor.left, x) && isAlong(from, divisor.left) ? unit : undefined;
  }
  if (!isMean(from, x)) return undefined;
  const root = divisor.kind === 'map' && divisor.name === 'sqrt' ? unguarded(divisor.operand) : undefined;
  const isScaled = root ? isVariance(root, inner) : isReduction('deviation', divisor, x);
  return isScaled && isAlong(from, root ?? divisor) ? deviations : undefined;
}

/** var(x), and mean((x - mean(x))²). */
function isVariance(term: Term, centred: BinaryTerm): boolean {
  if (isReduction('variance', term, centred.left)) return true;
  const squares = averaged(term);
  const root = squares && rootOf(squares);
  return root !== undefined && isBarePartOf(centred, root);
}

function isMean(term: Term, x: Term): boolean {
  const of = isReduction('mean', term, x) ? x : averaged(term);
  return of !== undefined && isBarePartOf(x, of);
}

/** What a value is the mean of, or the sum divided by how many they are. */
function averaged(term: Term): Term | undefined {
  const inner = bare(term);
  const isSum = inner.kind === 'binary' && inner.name === 'divide';
  const reduction = reductionOf(isSum ? inner.left : inner);
  if (reduction?.reduce.name !== (isSum ? 'sum' : 'mean') || alignment(reduction) === 'never') return undefined;
  return bare(reduction.reduce.operand);
}

function isReduction(name: ReduceName, term: Term, x: Term): boolean {
  const reduction = reductionOf(term);
  return (
    reduction?.reduce.name === name && alignment(reduction) !== 'never' && isBarePartOf(x, reduction.reduce.operand)
  );
}

/** Whether two values are reduced over the same axes. */
function isAlong(one: Term, other: Term): boolean {
  const [a, b] = [axisOf(one), axisOf(other)];
  return a !== undefined && b !== undefined && axisKey(a) === axisKey(b);
}

/** Of a sum over how many they are, that of the sum. */
function axisOf(term: Term): Axis | undefined {
  const inner = bare(term);
  return reductionOf(inner.kind === 'binary' && inner.name === 'divide' ? inner.left : inner)?.reduce.axis;
}

/** Without what keeps it from being 0: + 1e-8, max(…, 1e-8). */
function unguarded(divisor: Term): Term {
  const inner = bare(divisor);
  if (inner.kind === 'refined') return unguarded(inner.operand);
  if (inner.kind !== 'binary' || (inner.name !== 'add' && inner.name !== 'maximum')) return inner;
  const isGuard = (term: Term) =>
    (term.kind === 'constant' && term.value >= 0) || term.kind === 'variable' || (term.kind === 'opaque' && term.pure);
  if (isGuard(inner.right)) return unguarded(inner.left);
  return isGuard(inner.left) ? unguarded(inner.right) : inner;
}
