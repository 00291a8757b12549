import { evaluation } from '../arithmetic/evaluation.ts';
import type { Format } from '../formats/format.ts';
import { rounding } from '../formats/round.ts';
import type { Kernel, Variant } from '../kernel.ts';
import { lineOperands } from '../run/operands.ts';
import type { RunOptions } from '../run/options.ts';

/** A twin on one line of logits that are scaled and shifted, again and again in the same memory. */
export interface Trial {
  /** The values for round(scale · x + shift), in memory that the next call overwrites. */
  readonly at: (scale: number, shift: number) => Float64Array;
  /** The logits that the last call ran on. */
  readonly logits: Float64Array;
}

/** @param options - in order: a search checks them once, before it begins */
export function trialOf(
  kernel: Kernel,
  variant: Variant,
  logits: Float64Array,
  format: Format,
  options: RunOptions,
): Trial {
  const nearest = rounding(format);
  const arithmetic = evaluation(format, 'framework');
  const layout = { ok: true, shape: [logits.length], axis: 0, outer: 1, length: logits.length, inner: 1 } as const;
  const { operands, moveTo } = lineOperands(kernel, layout, format, options);
  moveTo(0, 0);
  const moved = new Float64Array(logits.length);
  const scratch = new Float64Array(logits.length);
  const out = new Float64Array(kernel.result === 'scalar' ? 1 : logits.length);
  const at = (scale: number, shift: number) => {
    for (let i = 0; i < moved.length; i++) moved[i] = nearest(scale * logits[i]! + shift);
    kernel[variant](moved, arithmetic, out, operands, scratch);
    return out;
  };
  return { at, logits: moved };
}
