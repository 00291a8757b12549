import { vectorOperands } from '../kernel.ts';
import { failure, type KernelError } from './errors.ts';
import type { RunOptions } from './options.ts';

/** What is wrong with a given `out`, if anything is. */
export function wrongOut(
  logits: ArrayLike<number>,
  length: number,
  options: Pick<RunOptions, 'out' | (typeof vectorOperands)[number]>,
): KernelError | undefined {
  const { out } = options;
  if (!out) return undefined;
  if (out.length !== length) {
    return failure('out-length', `out has length ${out.length}; the result has length ${length}.`);
  }
  if (length === 0) return undefined;
  if (overlap(logits, out)) {
    return failure('out-overlaps', 'out shares memory with the logits, which are never changed; give another array.');
  }
  for (const name of vectorOperands) {
    if (!overlap(options[name], out)) continue;
    return failure('out-overlaps', `out shares memory with ${name}, which is never changed; give another array.`);
  }
  return undefined;
}

function overlap(a: unknown, b: Float64Array): boolean {
  return (
    ArrayBuffer.isView(a) &&
    a.buffer === b.buffer &&
    a.byteOffset < b.byteOffset + b.byteLength &&
    b.byteOffset < a.byteOffset + a.byteLength
  );
}
