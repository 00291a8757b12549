// The twins of ../softmax, ../log-softmax, ../log-sum-exp and ../cross-entropy over arrays in memory: the same
// operations in the same order, so that they differ from those only where exp does.
import type { Arithmetic } from '../arithmetic/arithmetic.ts';
import type { RowKernelName } from '../backend/backend.ts';
import type { Variant } from '../kernel.ts';
import type { EmulatedArithmetic, Span } from './emulated.ts';

/** One run of a twin: n logits of the format, padded with −Infinity, stand in `span`. */
export interface Run {
  readonly emulated: EmulatedArithmetic;
  readonly scalar: Arithmetic;
  readonly span: Span;
  /** As long as `span`. */
  readonly spare: Span;
  readonly logits: Float64Array;
  readonly target: number;
  readonly out: Float64Array;
  /** All memory. */
  readonly memory: Float64Array;
}

type InMemory = (run: Run) => void;

export const twins: Readonly<Record<RowKernelName, Readonly<Record<Variant, InMemory>>>> = {
  softmax: { naive: naiveSoftmax, stable: stableSoftmax },
  'log-softmax': { naive: naiveLogSoftmax, stable: stableLogSoftmax },
  'log-sum-exp': { naive: naiveLogSumExp, stable: stableLogSumExp },
  'cross-entropy': { naive: naiveCrossEntropy, stable: stableCrossEntropy },
};

function naiveSoftmax(run: Run): void {
  const total = expSum(run);
  run.emulated.divide(run.span, total);
  read(run);
}

function stableSoftmax(run: Run): void {
  shift(run);
  naiveSoftmax(run);
}

function naiveLogSoftmax(run: Run): void {
  naiveSoftmax(run);
  const { out, scalar } = run;
  for (let i = 0; i < out.length; i++) out[i] = scalar.log(out[i]!);
}

function stableLogSoftmax(run: Run): void {
  const { emulated, span, spare } = run;
  const greatest = shift(run);
  const logTotal = run.scalar.log(expSum(run));
  run.memory.set(run.logits, spare.start / 8); // their differences are the terms by now
  emulated.subtract(spare, greatest, spare);
  emulated.subtract(spare, logTotal, span);
  read(run);
}

function naiveLogSumExp(run: Run): void {
  run.out[0] = run.scalar.log(expSum(run));
}

function stableLogSumExp(run: Run): void {
  const greatest = shift(run);
  run.out[0] = run.scalar.add(greatest, run.scalar.log(expSum(run)));
}

function naiveCrossEntropy(run: Run): void {
  const { scalar, memory, span, target } = run;
  const total = expSum(run);
  run.out[0] = -scalar.log(scalar.divide(memory[span.start / 8 + target]!, total));
}

function stableCrossEntropy(run: Run): void {
  const { scalar, logits, target } = run;
  const greatest = shift(run);
  const logTotal = scalar.log(expSum(run));
  run.out[0] = -scalar.subtract(scalar.subtract(logits[target]!, greatest), logTotal);
}

/** Leaves x − max x, and gives the maximum. */
function shift({ emulated, span }: Run): number {
  const greatest = emulated.max(span);
  emulated.subtract(span, greatest, span);
  return greatest;
}

/** Leaves exp(x), and gives its sum. */
function expSum({ emulated, span, logits }: Run): number {
  emulated.exp(span, span);
  return emulated.sum(span, logits.length);
}

function read({ memory, span, out }: Run): void {
  out.set(memory.subarray(span.start / 8, span.start / 8 + out.length));
}
