import type { Arithmetic } from './arithmetic/arithmetic.ts';
import type { Node, Tape } from './gradient/tape.ts';

/** What a softmax gives for a row of which everything is masked; its plain formula gives NaN, 0/0. */
export type FullyMasked = 'nan' | 'zero' | 'uniform';

/** What a kernel may take besides its logits. A kernel reads those it names in `takes` and no others. */
export interface Operands {
  /** An index into the logits: the true class. */
  readonly target: number;
  /** The true probabilities of the positive class, one per logit. */
  readonly targets: Float64Array;
  /** One summand per logit. */
  readonly other: Float64Array;
  /** One number per logit, added to it: −Infinity, or a large negative number, where it is left out. */
  readonly mask: Float64Array;
  /** One 1 or 0 per logit: 0 where it is left out. */
  readonly keep: Float64Array;
  /** The logits are divided by it. */
  readonly temperature: number;
  readonly fullyMasked: FullyMasked;
}

export type OperandName = keyof Operands;

/** The operands with a value for each logit. */
export const vectorOperands = ['targets', 'other', 'mask', 'keep'] as const;

/**
 * One way to compute a kernel. Naive and stable twins have this one signature. Nothing is allocated in a call.
 * @param logits - values of the arithmetic's format; never written to
 * @param out - receives the result: as long as `logits`, or of length 1 for a scalar kernel; does not overlap `logits`
 * @param operands - values of the format, vectors as long as `logits`
 * @param scratch - room for as many values as there are logits; overlaps neither `logits` nor `out`
 */
export type Twin = (
  logits: Float64Array,
  arithmetic: Arithmetic,
  out: Float64Array,
  operands: Operands,
  scratch: Float64Array,
) => void;

/** The formula of a twin on a tape, which can be differentiated: the same values from the same operations. */
export type Form = (tape: Tape, x: Node, operands: Operands) => Node;

export type Variant = 'naive' | 'stable';

export interface Kernel {
  readonly title: string;
  /** What its input is; probabilities are rounded and run like logits. */
  readonly input: 'logits' | 'probabilities';
  /** One value per logit, or one value in all. */
  readonly result: 'vector' | 'scalar';
  /** Whether each value depends on all logits of the axis, or on its own only. */
  readonly along: 'axis' | 'elements';
  readonly takes: readonly OperandName[];
  /** What each twin computes, in one line for a reader. */
  readonly formula: Readonly<Record<Variant, string>>;
  readonly forms: Readonly<Record<Variant, Form>>;
  readonly naive: Twin;
  readonly stable: Twin;
}
