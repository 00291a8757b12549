// Sums of the elements up to each, and their logarithms.
import type { TermStore } from './store.ts';
import type { OpaqueTerm, Term } from './term.ts';

const keys = { sum: 'running sum', logsumexp: 'running log-sum-exp' } as const;

export type RunningName = keyof typeof keys;

export interface Running {
  readonly name: RunningName;
  readonly of: Term;
  readonly axis: Term;
}

/**
 * Sums of the elements up to each, along an axis; undefined if it is not known.
 * @param others - what else says which elements are added up: from the end, without the last
 */
export function runningSum(
  store: TermStore,
  operand: Term,
  axis: Term | undefined,
  others: readonly Term[] = [],
): Term {
  return store.opaque(keys.sum, axis ? [operand, axis, ...others] : [operand]);
}

export function runningLogSum(store: TermStore, operand: Term, axis: Term): Term {
  return store.opaque(keys.logsumexp, [operand, axis]);
}

/** What is added up in running sums. */
export function runningOf(term: OpaqueTerm): Term | undefined {
  return term.key === keys.sum ? term.operands[0] : undefined;
}

/** A running sum, or the logarithm of one of exponentials, from the first element on; undefined of any other value. */
export function asRunning(term: Term): Running | undefined {
  if (term.kind !== 'opaque') return undefined;
  const name = (Object.keys(keys) as RunningName[]).find((each) => keys[each] === term.key); // its keys are no others
  const [of, axis, ...others] = term.operands;
  return name && of && axis && others.length === 0 ? { name, of, axis } : undefined;
}
