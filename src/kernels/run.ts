import { arithmetic } from './arithmetic/arithmetic.ts';
import type { Format, FormatName } from './formats/format.ts';
import { arithmeticFormatNames, findFormat } from './formats/registry.ts';
import { roundArray } from './formats/round.ts';
import type { Kernel, Variant } from './kernel.ts';
import { findKernel, kernelNames } from './registry.ts';

export type KernelErrorCode =
  | 'unknown-kernel'
  | 'unknown-format'
  | 'storage-format'
  | 'missing-target'
  | 'target-not-integer'
  | 'target-out-of-range'
  | 'out-length'
  | 'out-overlaps';

export interface KernelError {
  readonly ok: false;
  readonly code: KernelErrorCode;
  /** What is wrong, with the offending name, index or length, and what would be right. */
  readonly message: string;
}

export interface KernelValues {
  readonly ok: true;
  readonly format: FormatName;
  /** The logits as rounded to the format: what the kernel was given. */
  readonly logits: Float64Array;
  /** One value per logit, or a single one for a scalar kernel. This is `out` where one was given. */
  readonly values: Float64Array;
}

export interface RunOptions {
  /** A format's name; float64 unless told. */
  readonly format?: string;
  /** The index of the true class, for kernels that need one. */
  readonly target?: number;
  /** Receives the values, of the result's length; may not overlap the logits. */
  readonly out?: Float64Array;
}

/**
 * One twin of a kernel on logits rounded to a format. Never throws, never writes to `logits`.
 *
 * Edges: no logits give no probabilities, a log-sum-exp of −Infinity, and for a cross-entropy an error, since no
 * target is in range. Infinite and NaN logits are computed with as the twin's operations have it: with a NaN, a
 * +Infinity, or nothing but −Infinity, the stable twins give NaN. In float16 even their sum overflows from 65,520 equal
 * logits on, as it does in PyTorch on a CPU.
 */
export function runKernel(
  name: string,
  variant: Variant,
  logits: ArrayLike<number>,
  options: RunOptions = {},
): KernelValues | KernelError {
  const kernel = findKernel(name);
  if (!kernel) return failure('unknown-kernel', `There is no kernel "${name}"; there is ${kernelNames.join(', ')}.`);
  const formatName = options.format ?? 'float64';
  const format = findFormat(formatName);
  if (!format) {
    return failure(
      'unknown-format',
      `There is no format "${formatName}"; there is ${arithmeticFormatNames.join(', ')}.`,
    );
  }
  if (format.use === 'storage') {
    return failure('storage-format', `${format.name} only stores numbers: round to it, and compute in another format.`);
  }
  const wrong = wrongTarget(kernel, logits.length, options.target) ?? wrongOut(kernel, logits, options.out);
  return wrong ?? compute(kernel, variant, logits, format, options);
}

function compute(
  kernel: Kernel,
  variant: Variant,
  logits: ArrayLike<number>,
  format: Format,
  { target = 0, out }: RunOptions,
): KernelValues {
  const rounded = roundArray(logits, format);
  const values = out ?? new Float64Array(resultLength(kernel, logits.length));
  kernel[variant](rounded, arithmetic(format), values, target);
  return { ok: true, format: format.name, logits: rounded, values };
}

function resultLength(kernel: Kernel, n: number): number {
  return kernel.result === 'scalar' ? 1 : n;
}

function wrongTarget(kernel: Kernel, n: number, target: number | undefined): KernelError | undefined {
  if (!kernel.needsTarget) return undefined;
  if (target === undefined) {
    return failure('missing-target', `${kernel.title} needs a target: the index of the true class among the logits.`);
  }
  if (!Number.isInteger(target)) {
    return failure('target-not-integer', `The target is ${target}; it must be an integer, counted from 0.`);
  }
  if (target >= 0 && target < n) return undefined;
  const range = n === 0 ? 'there are no logits' : `it must be from 0 to ${n - 1}, for ${n} logits`;
  return failure('target-out-of-range', `The target is ${target}; ${range}.`);
}

function wrongOut(kernel: Kernel, logits: ArrayLike<number>, out: Float64Array | undefined): KernelError | undefined {
  if (!out) return undefined;
  const length = resultLength(kernel, logits.length);
  if (out.length !== length) {
    return failure('out-length', `out has length ${out.length}; the result has length ${length}.`);
  }
  if (length > 0 && ArrayBuffer.isView(logits) && overlap(logits, out)) {
    return failure('out-overlaps', 'out shares memory with the logits, which are never changed; give another array.');
  }
  return undefined;
}

function overlap(a: ArrayBufferView, b: ArrayBufferView): boolean {
  return (
    a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength
  );
}

function failure(code: KernelErrorCode, message: string): KernelError {
  return { ok: false, code, message };
}
