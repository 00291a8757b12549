// Where a value is known to reach its bound: x - max(x) is 0 somewhere along the axis of the maximum, so the sum of
// its exponentials over that axis is at least 1.
import { alignment, reductionOf, transposed } from '../alignment.ts';
import { allAxes, knownAxis, sameAxis } from '../axis.ts';
import { isOfEvery } from '../extremes.ts';
import { unguarded } from '../finiteGuard.ts';
import { addedExponents } from '../logSum.ts';
import { sortedRow } from '../gathers.ts';
import { orderOf, unsorted } from '../orders.ts';
import type { Axis, BinaryTerm, ReduceTerm, Term } from '../term.ts';
import { mapBounds } from './maps.ts';

/** Along `axis`, wherever one stands on the others, some element is `value`. */
export interface Peak {
  readonly value: number;
  readonly axis: Axis;
}

export function peakOf(term: Term): Peak | undefined {
  switch (term.kind) {
    case 'cast':
    case 'refined':
      return peakOf(term.operand);
    case 'map': {
      const peak = peakOf(term.operand);
      return peak && { ...peak, value: mapBounds[term.name]({ low: peak.value, high: peak.value }).low };
    }
    case 'binary':
      if (term.name === 'subtract') return shiftPeak(term.left, term.right) ?? shiftPeak(term.right, term.left);
      return term.name === 'multiply' || term.name === 'divide' ? scaledPeak(term) : undefined;
    case 'join': {
      const [first, ...rest] = term.items.map(peakOf);
      const same = rest.every((peak) => peak && first && peak.value === first.value && sameAxis(peak.axis, first.axis));
      return same ? first : undefined;
    }
    case 'reshape': {
      const peak = term.change.to === 'flatten' ? peakOf(term.operand) : undefined;
      return peak?.axis.kind === 'all' ? { ...peak, axis: knownAxis(0) } : undefined;
    }
    default:
      return undefined;
  }
}

function shiftPeak(x: Term, m: Term): Peak | undefined {
  const reduction = reductionOf(transposed(unguarded(m), x));
  if (!reduction || !['always', '1-d', '2-d', 'n-d'].includes(alignment(reduction))) return undefined;
  const { reduce } = reduction;
  if ((reduce.name === 'max' || reduce.name === 'min') && isOfEvery(reduce, unrefined(x))) {
    return { value: 0, axis: allAxes };
  }
  if (reduce.name !== 'max' && reduce.name !== 'min') return undefined;
  const isOfX = unrefined(reduce.operand) === unrefined(x) || isFirstOfSorted(reduce, unrefined(x));
  return isOfX ? { value: 0, axis: reduce.axis } : undefined;
}

/** Whether a maximum is the first of x in descending order, sorted along the axis that the maximum is taken along. */
function isFirstOfSorted({ name, operand, axis }: ReduceTerm, x: Term): boolean {
  const order = orderOf(operand);
  if (name !== 'max' || !order || unsorted(operand) !== x) return false;
  if (axis.kind === 'all') return true;
  const isLast = axis.kind === 'known' && axis.axes.length === 1 && axis.axes[0] === -1;
  return isLast || (order === sortedRow && sameAxis(axis, knownAxis(0)));
}

function unrefined(term: Term): Term {
  return term.kind === 'refined' ? term.operand : term;
}

/** A zero stays one under any scale; a constant scale moves any other value. */
function scaledPeak({ name, left, right }: BinaryTerm): Peak | undefined {
  const peak = peakOf(left) ?? (name === 'multiply' ? peakOf(right) : undefined);
  if (!peak) return undefined;
  if (peak.value === 0) return peak;
  if (right.kind !== 'constant') return undefined;
  return { ...peak, value: name === 'multiply' ? peak.value * right.value : peak.value / right.value };
}

/** Whether every sum over `axis` meets the peak. */
export function covers(axis: Axis, peak: Peak): boolean {
  return axis.kind === 'all' || sameAxis(axis, peak.axis);
}

/**
 * Whether one of the exponentials that are added up is exp(0) = 1, since their exponents are what a maximum was taken of,
 * minus that maximum: exp(a - m) + exp(b - m) with m = maximum(a, b). A maximum with 0 leaves exp(-m) for the 0.
 */
export function reachesOne(sum: Term): boolean {
  const shifts = addedExponents(sum)?.map(shiftOf) ?? [];
  const m = shifts[0]?.by;
  if (!m || shifts.length < 2 || shifts.some((shift) => shift?.by !== m)) return false;
  const shifted = new Set(shifts.map((shift) => shift!.of));
  return alternatives(m).every((each) => shifted.has(each.kind === 'constant' && each.value === 0 ? undefined : each));
}

/** What is shifted, undefined for 0, and by what. */
function shiftOf(exponent: Term): { readonly of: Term | undefined; readonly by: Term } | undefined {
  if (exponent.kind === 'map' && exponent.name === 'neg') return { of: undefined, by: exponent.operand };
  if (exponent.kind === 'binary' && exponent.name === 'subtract') return { of: exponent.left, by: exponent.right };
  return undefined;
}

function alternatives(m: Term): readonly Term[] {
  if (m.kind === 'binary' && m.name === 'maximum') return [...alternatives(m.left), ...alternatives(m.right)];
  // The largest of several values that are put side by side.
  const reduction = reductionOf(m);
  const { name, operand, axis } = reduction?.reduce ?? {};
  const isFirst = axis?.kind === 'known' && axis.axes.length === 1 && axis.axes[0] === 0;
  return name === 'max' && operand?.kind === 'stack' && isFirst ? operand.items : [m];
}
