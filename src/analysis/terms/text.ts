// Texts, which are no numbers: as keys, names of reductions, patterns of axes.
import type { TermStore } from './store.ts';
import type { OpaqueTerm, Term } from './term.ts';

/** What is not understood is called by its type, and is `string` too if it is one. */
const prefix = 'string ';

/** The value of a string that is written out. */
export function textTerm(store: TermStore, text: string): Term {
  return store.opaque(prefix + text, [], { says: 'text' });
}

/** What a string says, or how it is written if it says something of other values; undefined of what is none. */
export function textOf(term: Term): string | undefined {
  return isText(term) ? term.key.slice(prefix.length) : undefined;
}

export function isText(term: Term): term is OpaqueTerm {
  return term.kind === 'opaque' && term.says === 'text';
}
