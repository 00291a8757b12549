import type { Format } from '../formats/format.ts';
import type { FullyMasked } from '../kernel.ts';

export interface RunOptions {
  /** A format or its name; float64 unless told. */
  readonly format?: string | Format;
  /** A policy's name; `framework` unless told. */
  readonly policy?: string;
  /** The shape of the logits, in C order; one dimension unless told. */
  readonly shape?: readonly number[];
  /** The axis to run along, negative ones from the end; the last one unless told. */
  readonly axis?: number;
  /** Whether the axis stays, of length 1, in the result of a scalar kernel. */
  readonly keepdims?: boolean;
  /** The index of the true class, for kernels that need one: one for all lines along the axis, or one each. */
  readonly target?: number | ArrayLike<number>;
  /** True probabilities of the positive class. As the other vectors: a value for each logit, or for each on a line. */
  readonly targets?: ArrayLike<number>;
  /** The other summands of log-add-exp. */
  readonly other?: ArrayLike<number>;
  /** What is added to the logits. */
  readonly mask?: ArrayLike<number>;
  /** 0 (or false) where a logit is left out. */
  readonly keep?: ArrayLike<number | boolean>;
  /** 1 unless told. */
  readonly temperature?: number;
  /** `nan` unless told. */
  readonly fullyMasked?: FullyMasked;
  /** Receives the values, of the result's length; may not overlap the logits or another operand. */
  readonly out?: Float64Array;
}
