import type { Floats } from '../../src/kernels/index.ts';

/** The loop that one writes: three passes with Math.exp. */
export function loopSoftmax(logits: Floats, out: Floats, rows: number): void {
  const length = logits.length / rows;
  for (let start = 0; start < logits.length; start += length) {
    const end = start + length;
    let max = -Infinity;
    for (let i = start; i < end; i++) if (logits[i]! > max) max = logits[i]!;
    let sum = 0;
    for (let i = start; i < end; i++) {
      const term = Math.exp(logits[i]! - max);
      out[i] = term;
      sum += term;
    }
    for (let i = start; i < end; i++) out[i] = out[i]! / sum;
  }
}
