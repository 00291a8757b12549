// Logarithms to any base.
import type { TermStore } from '../../terms/store.ts';
import type { MapTerm, Term } from '../../terms/term.ts';

/** The natural logarithm in one to any base. */
export function naturalLog(term: Term): MapTerm | undefined {
  const log = term.kind === 'binary' && term.name === 'divide' ? term.left : term;
  return log.kind === 'map' && log.name === 'log' ? log : undefined;
}

/** A natural logarithm to the base that another one is to: log2(p) is log(p) / log(2). */
export function toBase(store: TermStore, term: Term, value: Term): Term {
  return term.kind === 'binary' ? store.binary('divide', value, term.right) : value;
}
