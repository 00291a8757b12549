// Values gathered into the columns of pixels they fall into, so that a chart's cost depends on its width only.

/** One entry per column in each array. */
export interface Columns {
  readonly length: number;
  /** Over the drawable values of the column; NaN where there is none. */
  readonly min: Float64Array;
  readonly max: Float64Array;
  readonly size: Uint32Array;
  readonly nan: Uint32Array;
  readonly positiveInfinite: Uint32Array;
  readonly negativeInfinite: Uint32Array;
  readonly zero: Uint32Array;
}

/**
 * Splits `values` into at most `limit` columns of nearly equal size and keeps each one's least and largest value, so that no
 * peak is lost. `skipZero` leaves zeros out of both: a logarithmic scale has no place for them.
 */
export function gather(values: Float64Array, limit: number, skipZero: boolean): Columns {
  const length = Math.max(0, Math.min(values.length, Math.floor(limit)));
  const columns: Columns = {
    length,
    min: new Float64Array(length).fill(NaN),
    max: new Float64Array(length).fill(NaN),
    size: new Uint32Array(length),
    nan: new Uint32Array(length),
    positiveInfinite: new Uint32Array(length),
    negativeInfinite: new Uint32Array(length),
    zero: new Uint32Array(length),
  };
  for (let column = 0; column < length; column++) {
    const start = Math.floor((column * values.length) / length);
    const end = Math.floor(((column + 1) * values.length) / length);
    gatherOne(columns, column, values.subarray(start, end), skipZero);
  }
  return columns;
}

function gatherOne(columns: Columns, column: number, values: Float64Array, skipZero: boolean): void {
  let min = Infinity;
  let max = -Infinity;
  let nan = 0;
  let positive = 0;
  let negative = 0;
  let zero = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (value === 0) zero++;
    if (Number.isNaN(value)) nan++;
    else if (value === Infinity) positive++;
    else if (value === -Infinity) negative++;
    else if (value !== 0 || !skipZero) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  columns.size[column] = values.length;
  columns.nan[column] = nan;
  columns.positiveInfinite[column] = positive;
  columns.negativeInfinite[column] = negative;
  columns.zero[column] = zero;
  if (min <= max) {
    columns.min[column] = min;
    columns.max[column] = max;
  }
}
