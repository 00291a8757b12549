import {
  isRowKernel,
  rowKernels,
  type Floats,
  type RowError,
  type RowErrorCode,
  type RowKernelName,
  type RowOptions,
} from './backend.ts';

/** What is to be run: rows that fit, targets that exist, and a place for the values. */
export interface Rows<T extends Floats> {
  readonly ok: true;
  readonly count: number;
  readonly length: number;
  readonly targets: ArrayLike<number>;
  readonly out: T;
}

/** Checks what `runRows` was given. */
export function planRows<T extends Floats>(name: string, logits: T, options: RowOptions<T>): Rows<T> | RowError {
  if (!isRowKernel(name)) {
    return failure(
      'unknown-kernel',
      `There is no kernel "${name}" over rows; there is ${Object.keys(rowKernels).join(', ')}.`,
    );
  }
  const { rowLength = logits.length, targets = [] } = options;
  // No logits and no length told are one row that is empty.
  const count = options.rowLength === undefined ? 1 : logits.length / rowLength;
  if (!Number.isInteger(count)) {
    return failure(
      'row-length',
      `The row length is ${rowLength}; it must be a divisor of the number of logits, ${logits.length}.`,
    );
  }
  const size = rowKernels[name].result === 'scalar' ? count : logits.length;
  return (
    wrongTargets(name, options.targets, count, rowLength) ??
    wrongOut(logits, options.out, size) ?? {
      ok: true,
      count,
      length: rowLength,
      targets,
      out: options.out ?? emptyLike(logits, size),
    }
  );
}

/** A new array of that many zeros with the type of `floats`. */
export function emptyLike<T extends Floats>(floats: T, length: number): T {
  return (floats instanceof Float32Array ? new Float32Array(length) : new Float64Array(length)) as T; // T is one of the two
}

function wrongTargets(
  name: RowKernelName,
  targets: ArrayLike<number> | undefined,
  count: number,
  rowLength: number,
): RowError | undefined {
  if (!rowKernels[name].needsTarget) return undefined;
  if (!targets) {
    return failure('missing-targets', `A ${name} needs targets: the index of the true class in each row.`);
  }
  if (targets.length !== count) {
    return failure('targets-length', `There are ${targets.length} targets for ${count} rows; there must be one a row.`);
  }
  for (let row = 0; row < count; row++) {
    const target = targets[row]!;
    if (!Number.isInteger(target)) {
      return failure('target-not-integer', `Target ${row} is ${target}; it must be an integer, counted from 0.`);
    }
    if (target < 0 || target >= rowLength) {
      const range = rowLength === 0 ? 'the row is empty' : `it must be from 0 to ${rowLength - 1}`;
      return failure('target-out-of-range', `Target ${row} is ${target}; ${range}.`);
    }
  }
  return undefined;
}

function wrongOut(logits: Floats, out: Floats | undefined, size: number): RowError | undefined {
  if (!out) return undefined;
  if (out.length !== size) {
    return failure('out-length', `out has length ${out.length}; the result has length ${size}.`);
  }
  if (overlap(logits, out)) {
    return failure('out-overlaps', 'out shares memory with the logits, which are never changed; give another array.');
  }
  return undefined;
}

/** Whether two arrays share an element's memory. */
export function overlap(a: ArrayBufferView, b: ArrayBufferView): boolean {
  return (
    a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength
  );
}

function failure(code: RowErrorCode, message: string): RowError {
  return { ok: false, code, message };
}
