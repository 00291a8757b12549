import type { Format } from '../formats/format.ts';
import type { KernelName } from '../registry.ts';
import type { runKernel } from '../run.ts';

/** Rows of logits, one after the other, in the precision that their array has. */
export type Floats = Float32Array | Float64Array;

/** The kernels that run over rows: those of one row of logits and at most a target. */
export const rowKernels = {
  softmax: { result: 'vector', needsTarget: false },
  'log-softmax': { result: 'vector', needsTarget: false },
  'log-sum-exp': { result: 'scalar', needsTarget: false },
  'cross-entropy': { result: 'scalar', needsTarget: true },
} as const satisfies Partial<Record<KernelName, object>>;

export type RowKernelName = keyof typeof rowKernels;

export function isRowKernel(name: string): name is RowKernelName {
  return Object.hasOwn(rowKernels, name);
}

export interface RowOptions<T extends Floats> {
  /** Elements of a row; all of them, so a single row, unless told. */
  readonly rowLength?: number;
  /** For a cross-entropy: the index of the true class in each row. */
  readonly targets?: ArrayLike<number>;
  /** Receives the values, of the result's length; may not overlap the logits. */
  readonly out?: T;
}

export interface RowValues<T extends Floats> {
  readonly ok: true;
  /** One value per logit, or per row for a scalar kernel. This is `out` where one was given. */
  readonly values: T;
}

export type RowErrorCode =
  | 'unknown-kernel'
  | 'row-length'
  | 'missing-targets'
  | 'targets-length'
  | 'target-not-integer'
  | 'target-out-of-range'
  | 'out-length'
  | 'out-overlaps';

export interface RowError {
  readonly ok: false;
  readonly code: RowErrorCode;
  /** What is wrong, with the offending name, index or length, and what would be right. */
  readonly message: string;
}

/** A softmax in several formats at several scales, its naive and its stable twin. */
export interface Sweep {
  /**
   * The greatest error |p − q| of a class's probability, where q is the stable softmax of the same scaled logits in
   * float64 before they are rounded to the format; NaN where a probability is not finite, so where the twin fails.
   * At `sweepIndex(format, scale, variant)`.
   */
  readonly errors: Float64Array;
}

/**
 * One implementation of the kernels. All give the same results: bit for bit where the arithmetic says so, and
 * otherwise within the errors stated here.
 */
export interface Backend {
  readonly name: 'typescript' | 'wasm';

  /**
   * `runKernel`. In formats narrower than float64 the backends differ only where exp, which is computed to less than
   * one ulp of a double, lies that close to the middle of two values of the format; in float64 by the error of the twin.
   */
  readonly runKernel: typeof runKernel;

  /** Every element rounded to the format; the same values in all backends. Throws as the function `roundArray` does. */
  roundArray(values: ArrayLike<number>, format: Format, out?: Float64Array): Float64Array;

  /**
   * A stable kernel over rows, not as a framework would round it but as exactly as is cheap: float32 values have an
   * error of at most 3 ulp. float64 values have that of the stable twin at most. Never throws, never writes to `logits`.
   * A row with a NaN, a +Infinity, or nothing but −Infinity gives NaN; the log-sum-exp of an empty row is −Infinity.
   */
  runRows<T extends Floats>(name: RowKernelName, logits: T, options?: RowOptions<T>): RowValues<T> | RowError;

  /** The logits times each of the scales, through both twins of softmax in each of the formats. */
  sweep(logits: ArrayLike<number>, scales: ArrayLike<number>, formats: readonly Format[]): Sweep;
}

/** Where a sweep of `scaleCount` scales has its value. @param variant - 0 naive, 1 stable */
export function sweepIndex(format: number, scale: number, variant: 0 | 1, scaleCount: number): number {
  return (format * scaleCount + scale) * 2 + variant;
}
