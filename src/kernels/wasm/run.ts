import { arithmetic } from '../arithmetic/arithmetic.ts';
import { isRowKernel, rowKernels, type RowKernelName } from '../backend/backend.ts';
import { overlap } from '../backend/rows.ts';
import { findFormat } from '../formats/registry.ts';
import type { Variant } from '../kernel.ts';
import { runKernel as runInTypeScript, type KernelError, type KernelValues, type RunOptions } from '../run.ts';
import { emulatedArithmetic } from './emulated.ts';
import { roundArray } from './round.ts';
import { twins } from './twins.ts';
import { align, type Workspace } from './workspace.ts';

/** The options that are followed here; with others the TypeScript kernels run. */
const followed = ['format', 'target', 'out'];

/** `runKernel`. What is not in order, and what memory has no loops for, is left to the TypeScript kernels. */
export function runKernel(
  workspace: Workspace,
  name: string,
  variant: Variant,
  logits: ArrayLike<number>,
  options: RunOptions = {},
): KernelValues | KernelError {
  const { format: given = 'float64' } = options;
  const format = typeof given === 'string' ? findFormat(given) : given;
  if (!format || format.use === 'storage' || !isRowKernel(name) || !inOrder(name, logits, options)) {
    return runInTypeScript(name, variant, logits, options);
  }
  const bytes = align(logits.length * 8);
  const start = workspace.reserve(2 * bytes);
  const emulated = emulatedArithmetic(workspace, format);
  if (!emulated) return runInTypeScript(name, variant, logits, options);
  const values = options.out ?? new Float64Array(rowKernels[name].result === 'scalar' ? 1 : logits.length);
  const span = { start, end: start + bytes };
  const spare = { start: span.end, end: span.end + bytes };
  const memory = workspace.doubles;
  const rounded = roundArray(workspace, logits, format);
  memory.set(rounded, start / 8);
  memory.fill(-Infinity, start / 8 + rounded.length, span.end / 8);
  emulated.select();
  const scalar = arithmetic(format);
  twins[name][variant]({
    emulated,
    scalar,
    span,
    spare,
    logits: rounded,
    target: typeof options.target === 'number' ? options.target : 0,
    out: values,
    memory,
  });
  workspace.release();
  const shape = rowKernels[name].result === 'scalar' ? [] : [rounded.length];
  return { ok: true, format: format.name, logits: rounded, values, shape };
}

/** Whether this is a plain run that cannot fail. */
function inOrder(name: RowKernelName, logits: ArrayLike<number>, options: RunOptions): boolean {
  const { out, target } = options;
  const { needsTarget, result } = rowKernels[name];
  return (
    logits.length > 0 &&
    Object.keys(options).every((key) => followed.includes(key)) &&
    (!needsTarget ||
      (typeof target === 'number' && Number.isInteger(target) && target >= 0 && target < logits.length)) &&
    (!out || out.length === (result === 'scalar' ? 1 : logits.length)) &&
    !(out && ArrayBuffer.isView(logits) && overlap(logits, out))
  );
}
