/** Every element of a value lies in [low, high]; the ends may be infinite. NaN is not tracked. */
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

export function union(intervals: readonly Interval[]): Interval {
  return {
    low: Math.min(...intervals.map((i) => i.low)),
    high: Math.max(...intervals.map((i) => i.high)),
  };
}

/** Where both hold; where they exclude each other nothing is computed, and either will do. */
export function intersection(a: Interval, b: Interval): Interval {
  const both = interval(Math.max(a.low, b.low), Math.min(a.high, b.high));
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

/** 1 / x; unbounded where x can be on both sides of 0. */
export function reciprocal({ low, high }: Interval): Interval {
  if (low < 0 && high > 0) return unbounded;
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
