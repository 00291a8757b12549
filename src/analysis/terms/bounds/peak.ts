// Where a value is known to reach its bound: x - max(x) is 0 somewhere along the axis of the maximum, so the sum of
// its exponentials over that axis is at least 1.
import { alignment, reductionOf } from '../alignment.ts';
import { sameAxis } from '../axis.ts';
import type { Axis, Term } from '../term.ts';
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
    default:
      return undefined;
  }
}

function shiftPeak(x: Term, m: Term): Peak | undefined {
  const reduction = reductionOf(m);
  if (!reduction || !['always', '1-d', '2-d'].includes(alignment(reduction))) return undefined;
  const { reduce } = reduction;
  if ((reduce.name !== 'max' && reduce.name !== 'min') || unrefined(reduce.operand) !== unrefined(x)) return undefined;
  return { value: 0, axis: reduce.axis };
}

function unrefined(term: Term): Term {
  return term.kind === 'refined' ? term.operand : term;
}

/** A zero stays one under any scale; a constant scale moves any other value. */
function scaledPeak({ name, left, right }: Extract<Term, { kind: 'binary' }>): Peak | undefined {
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
