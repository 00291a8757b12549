import type { Term } from './term.ts';

/** How a value goes into a larger one. */
export interface State {
  readonly negative: boolean;
  readonly summed: boolean;
  /** Whether a mean is taken of it, and it is not scaled. */
  readonly averaged: boolean;
  readonly picked: boolean;
  readonly weights: readonly Term[];
  /** Those of them that are also of what it is added to. */
  readonly shared: readonly Term[];
  /** Whether the weights are also those of something else, which is no logarithm: t * (log(p) - x). */
  readonly weighsOthers: boolean;
  /** What it is added to. */
  readonly beside: readonly Term[];
  /** Whether that is more than a running total and other logarithms of its sign: a logit, what it is divided by. */
  readonly besideOthers: boolean;
  /** Whether a sum is taken of it together with something that is no logarithm. */
  readonly sumsOthers: boolean;
  /** Logarithms that are added and taken away, as y - mean(y) does: a logarithm of measurements, to be fitted. */
  readonly centred: ReadonlySet<Term>;
  /** The product it is a factor of. */
  readonly product: Term | undefined;
  /** How a library's loss takes it, which wants logarithms of probabilities: by the class, or by weights. */
  readonly taken: 'picked' | 'weighted' | undefined;
}

/** Of a value by itself. */
export const start: State = {
  negative: false,
  summed: false,
  averaged: false,
  picked: false,
  weights: [],
  shared: [],
  weighsOthers: false,
  beside: [],
  besideOthers: false,
  sumsOthers: false,
  centred: new Set(),
  product: undefined,
  taken: undefined,
};
