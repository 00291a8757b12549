import type { Format } from './format.ts';
import { round } from './round.ts';

/**
 * The first value of the format's grid, going from `from` towards `to`, at which `holds` is true; NaN if it is false
 * even at `to`. By bisection: `holds` must change once on the way, and `from` itself is not asked.
 *
 * The bounds are finite values of the format. The middle of two of them rounds to one of the two only if they are
 * neighbours, which is how the search knows that it is done.
 */
export function firstOnGrid(holds: (x: number) => boolean, from: number, to: number, format: Format): number {
  if (!holds(to)) return NaN;
  let before = from;
  let first = to;
  for (;;) {
    const middle = round(before / 2 + first / 2, format);
    if (middle === before || middle === first) return first;
    if (holds(middle)) first = middle;
    else before = middle;
  }
}
