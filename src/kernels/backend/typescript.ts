import { arithmetic, type Arithmetic } from '../arithmetic/arithmetic.ts';
import type { Format } from '../formats/format.ts';
import { formats } from '../formats/registry.ts';
import { roundArray } from '../formats/round.ts';
import { runKernel } from '../run.ts';
import { naiveSoftmax } from '../softmax/naive.ts';
import { stableSoftmax } from '../softmax/stable.ts';
import {
  rowKernels,
  sweepIndex,
  type Backend,
  type Floats,
  type RowError,
  type RowKernelName,
  type RowOptions,
  type RowValues,
  type Sweep,
} from './backend.ts';
import { planRows } from './rows.ts';

/** The kernels as TypeScript: the reference, and what runs where WebAssembly with SIMD does not. */
export const typescriptBackend: Backend = { name: 'typescript', runKernel, roundArray, runRows, sweep };

/** By the stable twins in float64; a float32 array gets their values rounded once. */
function runRows<T extends Floats>(
  name: RowKernelName,
  logits: T,
  options: RowOptions<T> = {},
): RowValues<T> | RowError {
  const rows = planRows(name, logits, options);
  if (!rows.ok) return rows;
  const { count, length, targets, out } = rows;
  const row = new Float64Array(length);
  const values = new Float64Array(rowKernels[name].result === 'scalar' ? 1 : length);
  for (let i = 0; i < count; i++) {
    row.set(logits.subarray(i * length, (i + 1) * length));
    const ran = runKernel(name, 'stable', row, { target: targets[i] ?? 0, out: values });
    if (!ran.ok) throw new Error(ran.message); // planRows lets nothing through that fails
    out.set(values, i * values.length);
  }
  return { ok: true, values: out };
}

function sweep(logits: ArrayLike<number>, scales: ArrayLike<number>, inFormats: readonly Format[]): Sweep {
  const n = logits.length;
  const errors = new Float64Array(inFormats.length * scales.length * 2);
  const float64 = arithmetic(formats.float64);
  const arithmetics = inFormats.map((format) => arithmetic(format));
  const [scaled, rounded, reference, out] = [0, 1, 2, 3].map(() => new Float64Array(n)) as Buffers; // four of them
  for (let scale = 0; scale < scales.length; scale++) {
    for (let i = 0; i < n; i++) scaled[i] = logits[i]! * scales[scale]!;
    stableSoftmax(scaled, float64, reference);
    arithmetics.forEach((inFormat: Arithmetic, index) => {
      roundArray(scaled, inFormat.format, rounded);
      naiveSoftmax(rounded, inFormat, out);
      errors[sweepIndex(index, scale, 0, scales.length)] = distance(out, reference);
      stableSoftmax(rounded, inFormat, out);
      errors[sweepIndex(index, scale, 1, scales.length)] = distance(out, reference);
    });
  }
  return { errors };
}

type Buffers = [Float64Array, Float64Array, Float64Array, Float64Array];

/** The greatest |x − y|; NaN if one is not finite. */
function distance(x: Float64Array, y: Float64Array): number {
  let greatest = 0;
  // Math.max is NaN of NaN; a difference of infinities is NaN, and that of an infinity and a number stays infinite.
  for (let i = 0; i < x.length; i++) greatest = Math.max(greatest, Math.abs(x[i]! - y[i]!));
  return Number.isFinite(greatest) ? greatest : NaN;
}
