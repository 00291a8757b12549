import { unbounded, type Interval } from '../../../terms/bounds/interval.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';

/** From a number to another, or between 0 and the only one. */
export function spanned(start: Occurrence | undefined, stop: Occurrence | undefined): Interval {
  const numbers = [start, stop].flatMap((end) => (end?.term.kind === 'constant' ? [end.term.value] : []));
  if (numbers.length < [start, stop].filter(Boolean).length) return unbounded;
  if (numbers.length < 2) numbers.push(0);
  return { low: Math.min(...numbers), high: Math.max(...numbers) };
}
