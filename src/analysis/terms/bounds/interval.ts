/**
 * Every element of a value lies in [low, high], except for those that are NaN; the ends may be infinite. Both are NaN where
 * every element is.
 */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

export const unbounded: Interval = { low: -Infinity, high: Infinity };
export const nonNegative: Interval = { low: 0, high: Infinity };
export const unit: Interval = { low: 0, high: 1 };

export function interval(low: number, high: number): Interval {
  return { low, high };
}

export function isUnbounded({ low, high }: Interval): boolean {
  return low === -Infinity && high === Infinity;
}

/** What lies in any of one or more. */
export function union(intervals: readonly Interval[]): Interval {
  const numbers = intervals.filter(({ low }) => !Number.isNaN(low));
  if (numbers.length === 0) return intervals[0]!;
  return {
    low: Math.min(...numbers.map((i) => i.low)),
    high: Math.max(...numbers.map((i) => i.high)),
  };
}

/** What lies in both; where nothing does, the code is never reached, and it is the second. */
export function intersection(a: Interval, b: Interval): Interval {
  const both = { low: Math.max(a.low, b.low), high: Math.min(a.high, b.high) };
  return both.low <= both.high ? both : b;
}

export function negate({ low, high }: Interval): Interval {
  return { low: 0 - high, high: 0 - low };
}

export function add(a: Interval, b: Interval): Interval {
  return { low: sum(a.low, b.low, -Infinity), high: sum(a.high, b.high, Infinity) };
}

/** ∞ − ∞ as an end says nothing: the end is then `open`. */
function sum(a: number, b: number, open: number): number {
  const total = a + b;
  return Number.isNaN(total) ? open : total;
}

/** 0 · ∞ is 0 here: an end that is reached times one that is only approached. */
function product(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : a * b;
}

export function multiply(a: Interval, b: Interval): Interval {
  const ends = [product(a.low, b.low), product(a.low, b.high), product(a.high, b.low), product(a.high, b.high)];
  return { low: Math.min(...ends), high: Math.max(...ends) };
}

/** 1 / x; unbounded where x can be on both sides of 0, and where it is 0, of which nothing says the sign. */
export function reciprocal({ low, high }: Interval): Interval {
  if ((low < 0 && high > 0) || (low === 0 && high === 0)) return unbounded;
  if (high <= 0) return negate(reciprocal({ low: -high, high: -low }));
  return { low: 1 / high, high: low === 0 ? Infinity : 1 / low };
}

/** The image under a function that never falls. */
export function increasing(of: (x: number) => number): (x: Interval) => Interval {
  return ({ low, high }) => ({ low: of(low), high: of(high) });
}

/** What |x| can be. */
export function magnitude({ low, high }: Interval): Interval {
  if (low >= 0) return { low, high };
  if (high <= 0) return { low: -high, high: -low };
  return { low: 0, high: Math.max(-low, high) };
}
