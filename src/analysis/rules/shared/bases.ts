// Logarithms to any base.
import type { TermStore } from '../../terms/store.ts';
import type { MapTerm, Term } from '../../terms/term.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { Proposal, Replacement } from '../rule.ts';

/** The natural logarithm in one to any base. */
export function naturalLog(term: Term): MapTerm | undefined {
  const log = term.kind === 'binary' && term.name === 'divide' ? term.left : term;
  return log.kind === 'map' && log.name === 'log' ? log : undefined;
}

/** A natural logarithm to the base that another one is to: log2(p) is log(p) / log(2). */
export function toBase(store: TermStore, term: Term, value: Term): Term {
  return term.kind === 'binary' ? store.binary('divide', value, term.right) : value;
}

/** Proposals for a natural logarithm, for the one to any base that is taken at a place. */
export function toBaseAt(store: TermStore, at: Occurrence, proposals: readonly Proposal[]): readonly Proposal[] {
  if (at.term.kind !== 'binary') return proposals;
  const based = (all: readonly Replacement[]) =>
    all.map((each) => (each.at === at ? { ...each, by: toBase(store, at.term, each.by) } : each));
  return proposals.map((proposal) => {
    if ('withheld' in proposal) return proposal;
    const { form, title, replacements, keeps, exchange, writing } = proposal;
    if (writing !== 'value') return { form, title, withheld: 'the logarithm is to another base' };
    const exchanged = [...exchange].map(
      ([from, by]) => [from, from === at.term ? toBase(store, at.term, by) : by] as const,
    );
    return { ...proposal, replacements: based(replacements), keeps: based(keeps), exchange: new Map(exchanged) };
  });
}
