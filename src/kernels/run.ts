import { evaluation } from './arithmetic/evaluation.ts';
import type { FormatName } from './formats/format.ts';
import { roundArray } from './formats/round.ts';
import type { Variant } from './kernel.ts';
import type { KernelError } from './run/errors.ts';
import { layoutOf, reducedShape } from './run/layout.ts';
import { runLines } from './run/lines.ts';
import { lineOperands, wrongOperands } from './run/operands.ts';
import type { RunOptions } from './run/options.ts';
import { wrongOut } from './run/out.ts';
import { findSetting } from './run/setting.ts';
import { wrongTargets } from './run/targets.ts';

export type { KernelError, KernelErrorCode } from './run/errors.ts';
export type { RunOptions } from './run/options.ts';

export interface KernelValues {
  readonly ok: true;
  readonly format: FormatName;
  /** The logits as rounded to the format: what the kernel was given. */
  readonly logits: Float64Array;
  /** One value per logit, or one per line for a scalar kernel, in C order. This is `out` where one was given. */
  readonly values: Float64Array;
  /** The shape of the values: of a scalar kernel on one dimension, none. */
  readonly shape: readonly number[];
}

/**
 * One twin of a kernel on logits rounded to a format, along an axis. Never throws, never writes to what it is given but
 * `out`.
 *
 * Edges: no logits give no probabilities, a log-sum-exp of −Infinity, a log-mean-exp of NaN, and for a cross-entropy an
 * error, since no target is in range. Infinite and NaN logits are computed with as the twin's operations have it: with a
 * NaN, a +Infinity, or nothing but −Infinity, the stable softmax twins give NaN. In a format without infinities they are
 * NaN from the start. In float16 even the sum of the stable twins overflows from 65,520 equal logits on, as it does in
 * PyTorch on a CPU.
 */
export function runKernel(
  name: string,
  variant: Variant,
  logits: ArrayLike<number>,
  options: RunOptions = {},
): KernelValues | KernelError {
  const setting = findSetting(name, options.format, options.policy);
  if (!setting.ok) return setting;
  const { kernel, format, policy } = setting;
  const layout = layoutOf(logits.length, options.shape, options.axis);
  if (!layout.ok) return layout;
  const isScalar = kernel.result === 'scalar';
  const length = isScalar ? layout.outer * layout.inner : logits.length;
  const wrong =
    wrongTargets(kernel, layout, options.target) ??
    wrongOperands(kernel, layout, options) ??
    wrongOut(logits, length, options);
  if (wrong) return wrong;

  const rounded = roundArray(logits, format);
  const values = options.out ?? new Float64Array(length);
  const operands = lineOperands(kernel, layout, format, options);
  runLines(kernel, kernel[variant], layout, operands, evaluation(format, policy), rounded, values);
  if (policy === 'library') roundArray(values, format, values);
  const shape = isScalar ? reducedShape(layout, options.keepdims ?? false) : layout.shape;
  return { ok: true, format: format.name, logits: rounded, values, shape };
}
