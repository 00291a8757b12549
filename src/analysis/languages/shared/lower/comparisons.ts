// What a comparison says of the values that it compares.
import { interval, type Interval } from '../../../terms/bounds/interval.ts';
import type { Term } from '../../../terms/term.ts';

/** The key of a comparison of two values, but for the operator. */
export const testKey = 'compare ';

export const mirrored: Readonly<Record<string, string>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==' };
export const opposite: Readonly<Record<string, string>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<', '!=': '==' };

export function rangeOf(operator: string, bound: number): Interval | undefined {
  switch (operator) {
    case '<':
      return interval(-Infinity, bound === 0 ? -Number.MIN_VALUE : bound);
    case '<=':
      return interval(-Infinity, bound);
    case '>':
      // What is greater than 0 has a logarithm.
      return interval(bound === 0 ? Number.MIN_VALUE : bound, Infinity);
    case '>=':
      return interval(bound, Infinity);
    case '==':
      return interval(bound, bound);
    default:
      return undefined;
  }
}

/** Whether taking one value in place of another, where a comparison holds, leaves the larger or the smaller of them. */
export function extremeOf(test: Term, taken: Term, kept: Term): 'maximum' | 'minimum' | undefined {
  if (test.kind !== 'opaque' || !test.key.startsWith(testKey) || taken === kept) return undefined;
  const [first, second] = test.operands;
  const written = test.key.slice(testKey.length);
  const operator = first === taken && second === kept ? written : mirrored[written];
  if (operator === undefined || !((first === taken && second === kept) || (first === kept && second === taken)))
    return undefined;
  if (operator === '>' || operator === '>=') return 'maximum';
  return operator === '<' || operator === '<=' ? 'minimum' : undefined;
}
