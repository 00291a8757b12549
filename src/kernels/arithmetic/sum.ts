import type { Format } from '../formats/format.ts';
import { rounding } from '../formats/round.ts';

/** A sum from left to right, each addition rounded to `accumulator`, the result rounded to `format`. */
export function sumIn(accumulator: Format, format: Format): (values: Float64Array) => number {
  const partial = rounding(accumulator);
  const nearest = rounding(format);
  return (values) => {
    let total = 0;
    for (const value of values) total = partial(total + value);
    return nearest(total);
  };
}
