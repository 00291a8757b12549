import { nearestToDoubleDouble, roundingConstant, type Grid } from '../round-exact.ts';

/**
 * The one value of the grid to which all numbers within `margin` of hi + lo round; NaN if there are several.
 * @param hi - the double nearest to hi + lo, and positive
 * @param margin - at most 2^-54 · hi
 */
export function nearestWithin(hi: number, lo: number, margin: number, grid: Grid): number {
  if (grid.precision < 53) {
    // One constant for both, though one of them may lie in the next binade: it rounds to the power of two between them.
    const wide = hi * 2 ** -51;
    const c = roundingConstant(hi, grid);
    const nearest = hi - wide + c - c;
    if (nearest === hi + wide + c - c) return nearest;
  }
  const least = nearestToSum(hi, lo - margin, grid);
  return least === nearestToSum(hi, lo + margin, grid) ? least : NaN;
}

/** As the sum of two doubles whose first need not be the nearest to it. */
function nearestToSum(hi: number, lo: number, grid: Grid): number {
  const head = hi + lo;
  return nearestToDoubleDouble(head, lo - (head - hi), grid);
}
