import type { Floats } from '../../src/kernels/index.ts';

/** Uniform within ±30, the same in every run. Numerical Recipes' generator. */
export function fillLogits<T extends Floats>(logits: T): T {
  let state = 1;
  for (let i = 0; i < logits.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    logits[i] = (state / 2 ** 32) * 60 - 30;
  }
  return logits;
}

/** The largest error in ulp of the values' own precision, against the exact reference's doubles row by row. */
export function largestUlp(values: Floats, exactRow: (row: number) => Float64Array, rows: number): number {
  const [precision, least] = values instanceof Float32Array ? [24, -126] : [53, -1022];
  const length = values.length / rows;
  let largest = 0;
  for (let row = 0; row < rows; row++) {
    const right = exactRow(row);
    for (let i = 0; i < length; i++) {
      const ulp = 2 ** (Math.max(Math.floor(Math.log2(right[i]!)), least) - precision + 1);
      largest = Math.max(largest, Math.abs(values[row * length + i]! - right[i]!) / ulp);
    }
  }
  return largest;
}
