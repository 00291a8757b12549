import { exact, exactNames } from '../exact/index.ts';
import type { Variant } from '../kernel.ts';
import { runKernel, type KernelError, type RunOptions } from '../run.ts';

export interface ErrorCurve {
  readonly ok: true;
  /** For each scale the largest |value − exact| over the values; NaN where one of them is not finite. */
  readonly errors: Float64Array;
}

/**
 * The error of a twin over the scale of its logits, against the exact value for the very logits it was given: those of
 * the format nearest to s · x. Kernels without an exact reference are compared with their stable twin in float64.
 */
export function errorCurve(
  name: string,
  variant: Variant,
  logits: ArrayLike<number>,
  scales: ArrayLike<number>,
  options: Omit<RunOptions, 'out'> = {},
): ErrorCurve | KernelError {
  const errors = new Float64Array(scales.length);
  for (let i = 0; i < scales.length; i++) {
    const run = runKernel(
      name,
      variant,
      Float64Array.from(logits, (x) => x * scales[i]!),
      options,
    );
    if (!run.ok) return run;
    const reference = referenceOf(name, run.logits, options);
    if (!reference.ok) return reference;
    errors[i] = largestError(run.values, reference.values);
  }
  return { ok: true, errors };
}

function referenceOf(name: string, logits: Float64Array, options: Omit<RunOptions, 'out'>) {
  const { target } = options;
  const hasExact = exactNames.some((known) => known === name) && options.shape === undefined;
  if (hasExact && (target === undefined || typeof target === 'number')) {
    return exact(name, logits, target === undefined ? {} : { target });
  }
  return runKernel(name, 'stable', logits, { ...options, format: 'float64' });
}

function largestError(values: Float64Array, reference: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) return NaN;
    largest = Math.max(largest, Math.abs(values[i]! - reference[i]!));
  }
  return largest;
}
