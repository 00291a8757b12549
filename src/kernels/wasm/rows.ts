import type { Floats, RowError, RowKernelName, RowOptions, RowValues } from '../backend/backend.ts';
import { planRows, type Rows } from '../backend/rows.ts';
import { DoubleRow, SingleRow } from './row.ts';
import type { Workspace } from './workspace.ts';

/** `Backend.runRows`, row by row through one place in memory, which so stays in the cache. */
export function runRows<T extends Floats>(
  workspace: Workspace,
  name: RowKernelName,
  logits: T,
  options: RowOptions<T> = {},
): RowValues<T> | RowError {
  const rows = planRows(name, logits, options);
  if (!rows.ok) return rows;
  eachRow(logits, rows, kernel(workspace, name, logits, rows));
  workspace.release();
  return { ok: true, values: rows.out };
}

type RunRow = (logits: Floats, index: number) => void;

function kernel<T extends Floats>(
  workspace: Workspace,
  name: RowKernelName,
  logits: T,
  { length, targets, out }: Rows<T>,
): RunRow {
  if (name === 'softmax') {
    const row = logits instanceof Float32Array ? new SingleRow(workspace, length) : new DoubleRow(workspace, length);
    return (given, index) => {
      row.softmax(given, out, index * length);
    };
  }
  const row = new DoubleRow(workspace, length);
  return (given, index) => {
    if (name === 'log-softmax') row.logSoftmax(given, out, index * length);
    else out[index] = name === 'log-sum-exp' ? row.logSumExp(given) : row.crossEntropy(given, targets[index]!);
  };
}

function eachRow<T extends Floats>(logits: T, { count, length }: Rows<T>, run: RunRow): void {
  for (let index = 0; index < count; index++) {
    run(count === 1 ? logits : logits.subarray(index * length, (index + 1) * length), index);
  }
}
