import type { Arithmetic } from './arithmetic/arithmetic.ts';

/**
 * One way to compute a kernel. Naive and stable twins have this one signature.
 * @param logits - values of the arithmetic's format; never written to
 * @param out - receives the result: as long as `logits`, or of length 1 for a scalar kernel; does not overlap `logits`
 * @param target - an index into `logits`; read only by kernels with `needsTarget`
 */
export type Twin = (logits: Float64Array, arithmetic: Arithmetic, out: Float64Array, target: number) => void;

export type Variant = 'naive' | 'stable';

export interface Kernel {
  readonly title: string;
  /** One value per logit, or one value in all. */
  readonly result: 'vector' | 'scalar';
  readonly needsTarget: boolean;
  /** What each twin computes, in one line for a reader. */
  readonly formula: Readonly<Record<Variant, string>>;
  readonly naive: Twin;
  readonly stable: Twin;
}
