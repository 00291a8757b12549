// Payloads as the worker makes them: both twins run by the real kernels.
import { findFormat, runKernel, thresholds } from '../../../src/kernels/index.ts';
import type { FormatName } from '../../../src/kernels/index.ts';
import type { KernelName } from '../../../src/protocol/payload.ts';
import type { KernelPayload } from '../../../src/protocol/payload.ts';

const names: readonly FormatName[] = ['float64', 'float32', 'float16', 'bfloat16'];

/** Both twins of `kernel` on `logits`, the first logit being a cross-entropy's target. */
export function runSample(
  kernel: KernelName,
  given: ArrayLike<number>,
  format: FormatName,
  source?: string,
): KernelPayload {
  const options = { format, target: 0 };
  const naive = runKernel(kernel, 'naive', given, options);
  const stable = runKernel(kernel, 'stable', given, options);
  if (!naive.ok || !stable.ok) throw new Error('The kernel refused the sample.');
  return {
    kind: 'kernel',
    kernel,
    format,
    source: source ?? `${kernel}(logits, "${format}")`,
    logits: naive.logits,
    naive: naive.values,
    stable: stable.values,
    thresholds: names.map((name) => {
      const known = findFormat(name);
      if (!known) throw new Error(`No format ${name}.`);
      const { expOverflow, sumOverflow, expZero, probabilityZeroGap, probabilityOneGap } = thresholds(
        known,
        given.length,
      );
      return { format: name, expOverflow, sumOverflow, expZero, probabilityZeroGap, probabilityOneGap };
    }),
  };
}

/** Numbers that look random and are the same in every run: a Weyl sequence through the normal's rough inverse. */
export function spread(length: number, width: number): Float64Array {
  return Float64Array.from({ length }, (_, index) => {
    const uniform = ((index + 1) * 0.6180339887498949) % 1;
    return width * Math.log(uniform / (1 - uniform));
  });
}
