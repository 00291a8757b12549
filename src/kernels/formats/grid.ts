import type { Format } from './format.ts';
import { round } from './round.ts';

/**
 * The first value of the format's grid, going from `from` towards `to`, at which `holds` is true; NaN if it is false
 * even at `to`. By bisection: `holds` must change once on the way, and `from` itself is not asked.
 *
 * The bounds are finite values of the format. The middle of two of them rounds to one of the two only if they are
 * neighbours, which is how the search knows that it is done.
 * @throws RangeError if a bound is not a finite value of the format: the search would not end
 */
export function firstOnGrid(holds: (x: number) => boolean, from: number, to: number, format: Format): number {
  for (const bound of [from, to]) {
    if (Number.isFinite(bound) && round(bound, format) === bound) continue;
    throw new RangeError(`The bound ${bound} of the search is not a finite value of ${format.name}.`);
  }
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

/**
 * The least value of the grid above a finite value of it; −`next of −x` is the one below. Beyond the greatest value:
 * what overflow becomes.
 */
export function nextOnGrid(x: number, format: Format): number {
  if (x === 0) return format.subnormals === 'kept' ? format.minSubnormal : format.minNormal;
  // The exponent by comparison: Math.log2 is not exact near powers of two.
  let exponent = Math.max(Math.floor(Math.log2(Math.abs(x))), format.minExponent);
  if (2 ** exponent > Math.abs(x) && exponent > format.minExponent) exponent--;
  else if (2 ** (exponent + 1) <= Math.abs(x)) exponent++;
  // Towards zero from a power of two the step is half as long.
  if (x === -(2 ** exponent) && exponent > format.minExponent) exponent--;
  const next = x + 2 ** (exponent - format.precision + 1);
  return next > format.max ? format.overflow : round(next, format);
}
