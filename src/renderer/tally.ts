/** What an array of results holds, counted once and used by the caption, the scale and the legend. */
export interface Tally {
  readonly size: number;
  readonly nan: number;
  readonly positiveInfinite: number;
  readonly negativeInfinite: number;
  readonly zero: number;
  /** Over the finite values; NaN where there is none. */
  readonly min: number;
  readonly max: number;
  /** The least value above zero; NaN where there is none. */
  readonly minPositive: number;
  /** Over all values. */
  readonly sum: number;
}

/** Counts `values` in one pass. */
export function tally(values: Float64Array): Tally {
  let nan = 0;
  let positiveInfinite = 0;
  let negativeInfinite = 0;
  let zero = 0;
  let min = Infinity;
  let max = -Infinity;
  let minPositive = Infinity;
  let sum = 0;
  // By index here and elsewhere: until it is optimized, iterating over a typed array costs several times as much.
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    sum += value;
    if (Number.isNaN(value)) nan++;
    else if (value === Infinity) positiveInfinite++;
    else if (value === -Infinity) negativeInfinite++;
    else {
      if (value === 0) zero++;
      if (value < min) min = value;
      if (value > max) max = value;
      if (value > 0 && value < minPositive) minPositive = value;
    }
  }
  const size = values.length;
  if (nan + positiveInfinite + negativeInfinite === size) min = max = NaN;
  if (minPositive === Infinity) minPositive = NaN;
  return { size, nan, positiveInfinite, negativeInfinite, zero, min, max, minPositive, sum };
}

/** Whether every value is finite. */
export function allFinite({ nan, positiveInfinite, negativeInfinite }: Tally): boolean {
  return nan + positiveInfinite + negativeInfinite === 0;
}

/** The largest difference between two arrays of one length, where both are finite. */
export function largestDifference(left: Float64Array, right: Float64Array): number {
  let largest = 0;
  for (let index = 0; index < left.length; index++) {
    const difference = Math.abs((left[index] ?? NaN) - (right[index] ?? NaN));
    if (difference > largest && difference !== Infinity) largest = difference;
  }
  return largest;
}
