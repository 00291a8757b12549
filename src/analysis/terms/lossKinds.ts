// The losses that logarithms stand in.
import type { MapTerm, Term } from './term.ts';

/**
 * - binary: t * log(p) + (1 - t) * log(1 - p); without the targets it is that of two samples, log(p) + log(1 - q)
 * - entropy: p * log(p)
 * - divergence: p * log(p / q)
 * - focal: a power of 1 - p, times log(p)
 * - one-hot: -sum(t * log(p))
 * - pick: -log(p[y])
 * - sample: -mean(log(p)), of something given
 */
export type LossKind = 'binary' | 'entropy' | 'divergence' | 'focal' | 'one-hot' | 'pick' | 'sample';

export interface LossForm {
  readonly kind: LossKind;
  /** Its logarithms: two of `binary`, that of p first. Two logarithms of one form share it. */
  readonly logs: readonly MapTerm[];
  /** What the logarithm is multiplied by, but for constants. */
  readonly weights: readonly Term[];
  /** The value in which the form shows: the product of an entropy, the sum of `binary`. */
  readonly whole: Term;
}

/** Forms that say more are taken before those that say less. */
export const order: readonly LossKind[] = ['binary', 'entropy', 'divergence', 'focal', 'one-hot', 'pick', 'sample'];
