// How long values are, where a rewrite exchanges what these are computed from: len(e) is the same of exp(x) and of exp(x - m).
import { isCount } from '../terms/lengths.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { substitute, subterms } from '../terms/walk.ts';

/**
 * A value after a rewrite, in which lengths are told of what was there before it. A shift that gives exponentials another shape
 * gives it to all that is computed of them as well, which is compared.
 */
export function withFormsBefore(store: TermStore, after: Term, exchange: ReadonlyMap<Term, Term>): Term {
  const before = new Map([...exchange].map(([was, is]) => [is, was]));
  const forms = [...subterms(after)].filter(
    (part) => part.kind === 'opaque' && (part.says === 'form' || isCount(part)),
  );
  if (forms.length === 0) return after;
  return substitute(store, after, new Map(forms.map((form) => [form, substitute(store, form, before)])));
}
