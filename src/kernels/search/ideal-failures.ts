import type { Format } from '../formats/format.ts';
import type { RunOptions } from '../run/options.ts';
import { expOverflow, expZero } from '../thresholds/closed-form.ts';

/** Where the ideal operations would fail: what a search over the emulated ones begins with. */
export interface IdealFailures {
  readonly least: number;
  readonly greatest: number;
  readonly ideal: {
    /** By overflow of the sum, by underflow of all, by that of the target or of the least one beside the greatest. */
    readonly scales: readonly number[];
    readonly shiftUp: number;
    readonly shiftDown: number;
  };
}

export function idealFailures(x: Float64Array, format: Format, target: RunOptions['target']): IdealFailures {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of x) [least, greatest] = [Math.min(least, value), Math.max(greatest, value)];
  const [over, zero] = [expOverflow(format), expZero(format)];
  const rarest = typeof target === 'number' ? x[target]! : least;
  const scales = [
    overflowScale(x, greatest, over),
    zero / greatest,
    zero / (rarest - greatest),
    zero / (least - greatest),
  ];
  return {
    least,
    greatest,
    ideal: {
      scales: scales.filter((scale) => scale > 0 && Number.isFinite(scale)).sort((a, b) => a - b),
      shiftUp: over - greatest - Math.log(scaledSum(x, greatest, 1).sum),
      shiftDown: greatest - zero,
    },
  };
}

/**
 * The scale s at which log Σ exp(s x) reaches the threshold, by Newton's method from above: it is convex in s, so every
 * step stays above the solution. NaN where no logit is positive.
 */
function overflowScale(x: Float64Array, greatest: number, threshold: number): number {
  if (!(greatest > 0)) return NaN;
  let scale = threshold / greatest;
  for (let step = 0; step < 4; step++) {
    const { sum, weighted } = scaledSum(x, greatest, scale);
    scale -= (scale * greatest + Math.log(sum) - threshold) / (weighted / sum);
  }
  return scale;
}

/** Σ exp(s (x − max)), and the same with each term times x. */
function scaledSum(x: Float64Array, greatest: number, scale: number): { sum: number; weighted: number } {
  let [sum, weighted] = [0, 0];
  for (const value of x) {
    const term = Math.exp(scale * (value - greatest));
    sum += term;
    weighted += term * value;
  }
  return { sum, weighted };
}
