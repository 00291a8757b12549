// What conditions say about the values that they compare.
import { comparisonOf, type Guard } from '../comparison.ts';
import type { Term } from '../term.ts';
import { interval, type Interval } from './interval.ts';

/** Where values lie while all of some conditions hold; those that compare with anything but a number say nothing. */
export function intervalsUnder(guards: readonly Guard[]): ReadonlyMap<Term, Interval> {
  const known = new Map<Term, Interval>();
  const note = (term: Term, { low, high }: Interval): void => {
    const before = known.get(term);
    known.set(term, before ? interval(Math.max(before.low, low), Math.min(before.high, high)) : { low, high });
    if (term.kind === 'map' && term.name === 'neg') note(term.operand, interval(-high, -low));
    if (term.kind === 'map' && term.name === 'abs' && high < Infinity) note(term.operand, interval(-high, high));
  };
  for (const { condition, holds } of guards) {
    const compared = comparisonOf(condition, holds);
    if (!compared) continue;
    const { comparator, left, right } = compared;
    const isUpper = comparator === '<' || comparator === '<=';
    if (right.kind === 'constant') note(left, half(isUpper, right.value));
    else if (left.kind === 'constant') note(right, half(!isUpper, left.value));
  }
  return known;
}

function half(isUpper: boolean, end: number): Interval {
  return isUpper ? interval(-Infinity, end) : interval(end, Infinity);
}
