import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Operands } from '../kernel.ts';
import { fillFullyMasked } from '../masking/fully-masked.ts';

/**
 * Shifted softmax of the logits that are kept; of the others 0, be they infinite or NaN. Written without the −∞ that
 * usually stands for them, which not every format has.
 */
export function stableSoftmaxWithBooleanMask(
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  { keep, fullyMasked }: Operands,
): void {
  const { divide, exp, subtract, sum } = arithmetic;
  if (!keep.includes(1)) {
    fillFullyMasked(out, fullyMasked, arithmetic);
    return;
  }
  let greatest = -Infinity;
  for (let i = 0; i < logits.length; i++) if (keep[i] === 1) greatest = Math.max(greatest, logits[i]!);
  for (let i = 0; i < logits.length; i++) out[i] = keep[i] === 1 ? exp(subtract(logits[i]!, greatest)) : 0;
  const total = sum(out);
  for (let i = 0; i < out.length; i++) out[i] = divide(out[i]!, total);
}
