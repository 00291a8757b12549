// The log-softmax that is written out: logits minus their maximum, minus the logarithm of the sum of the exponentials of that.
import type { TermStore } from '../../terms/store.ts';
import type { Axis, Term } from '../../terms/term.ts';

export interface LogSoftmax {
  /** x - max(x) */
  readonly shifted: Term;
  /** log(sum(exp(x - max(x)))) */
  readonly logSum: Term;
}

/** @param ofNumbers - whether what a reduction gives is a number, which has no dimensions to keep */
export function logSoftmax(store: TermStore, logits: Term, axis: Axis, ofNumbers: boolean): LogSoftmax {
  const keep = axis.kind !== 'all' && !ofNumbers;
  const shifted = store.binary('subtract', logits, store.reduce('max', logits, axis, keep));
  const logSum = store.map('log', store.reduce('sum', store.map('exp', shifted), axis, keep));
  return { shifted, logSum };
}
