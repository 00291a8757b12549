// Ways to write log(1 + exp(x)) that cannot overflow.
import type { Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';

/** logaddexp(0, x) */
export function softplusByPairs(store: TermStore, x: Term): Term {
  return store.binary('logaddexp', store.constant(0), x);
}

/** max(x, 0) + log1p(exp(-|x|)) */
export function softplusByParts(store: TermStore, x: Term): Term {
  return store.binary('add', store.binary('maximum', x, store.constant(0)), store.map('log1p', decaying(store, x)));
}

/** min(x, 0) - log1p(exp(-|x|)) */
export function logSigmoidByParts(store: TermStore, x: Term): Term {
  const limit = store.binary('minimum', x, store.constant(0));
  return store.binary('subtract', limit, store.map('log1p', decaying(store, x)));
}

/** exp(-|x|) */
function decaying(store: TermStore, x: Term): Term {
  const size = x.kind === 'map' && x.name === 'neg' ? x.operand : x;
  return store.map('exp', store.map('neg', store.map('abs', size)));
}

/** Whether the library at a place has functions of plain numbers only. */
export function isOfNumbers({ behaviour }: Occurrence): boolean {
  return behaviour?.numbers === true;
}

/** Whether an exponential that overflows is an exception at a place. */
export function raisesAt({ behaviour }: Occurrence): boolean {
  return behaviour?.overflow === 'raises';
}
