import type { Format } from '../formats/format.ts';
import { rounding } from '../formats/round.ts';

/** The order of the additions. */
export type Summation = 'pairwise' | 'sequential';

/** A sum whose every addition is rounded to `accumulator`, and its result to `format`. */
export function summing(accumulator: Format, summation: Summation, format: Format): (values: Float64Array) => number {
  const partial = rounding(accumulator);
  const nearest = rounding(format);
  if (summation === 'sequential') return (values) => nearest(sequential(values, 0, values.length, partial));
  return (values) => nearest(pairwiseByBuffer(values, partial));
}

type Rounding = (x: number) => number;

/** From left to right: an error of up to (n − 1)u, and in a narrow format it stops growing at 2^p ones. */
function sequential(values: Float64Array, start: number, end: number, partial: Rounding): number {
  let total = 0;
  for (let i = start; i < end; i++) total = partial(total + values[i]!);
  return total;
}

/** Elements in NumPy's buffer, `numpy.getbufsize()`: the pairwise sums of the buffers are added from left to right. */
const buffer = 8192;

/**
 * NumPy's order of a contiguous sum, which float32 and float64 follow bit for bit at any length. Its float16 also
 * rounds the total to float16 after each buffer; here, as in PyTorch, it is rounded once, at the end.
 */
function pairwiseByBuffer(values: Float64Array, partial: Rounding): number {
  let total = 0;
  for (let start = 0; start < values.length; start += buffer) {
    total = partial(total + pairwise(values, start, Math.min(start + buffer, values.length), partial));
  }
  return total;
}

/** Halves down to blocks of at most 128, eight running sums in a block. https://github.com/numpy/numpy/pull/3685 */
function pairwise(values: Float64Array, start: number, end: number, partial: Rounding): number {
  const count = end - start;
  if (count < 8) return sequential(values, start, end, partial);
  if (count <= 128) return block(values, start, end, partial);
  const half = Math.floor(count / 2);
  const middle = start + half - (half % 8);
  return partial(pairwise(values, start, middle, partial) + pairwise(values, middle, end, partial));
}

function block(values: Float64Array, start: number, end: number, partial: Rounding): number {
  // Eight variables: an array of running sums, or one to take them from, would be allocated per block.
  let a = values[start]!;
  let b = values[start + 1]!;
  let c = values[start + 2]!;
  let d = values[start + 3]!;
  let e = values[start + 4]!;
  let f = values[start + 5]!;
  let g = values[start + 6]!;
  let h = values[start + 7]!;
  const whole = end - ((end - start) % 8);
  for (let i = start + 8; i < whole; i += 8) {
    a = partial(a + values[i]!);
    b = partial(b + values[i + 1]!);
    c = partial(c + values[i + 2]!);
    d = partial(d + values[i + 3]!);
    e = partial(e + values[i + 4]!);
    f = partial(f + values[i + 5]!);
    g = partial(g + values[i + 6]!);
    h = partial(h + values[i + 7]!);
  }
  const left = partial(partial(a + b) + partial(c + d));
  const right = partial(partial(e + f) + partial(g + h));
  let total = partial(left + right);
  for (let i = whole; i < end; i++) total = partial(total + values[i]!);
  return total;
}
