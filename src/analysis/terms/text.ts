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

const given = new WeakSet<Term>();

/** Notes that a parameter is a text: a text is what it is where it is left out, or its type says so. */
export function noteGivenText(parameter: Term): void {
  given.add(parameter);
}

/** Whether a value is a text, whatever it says. */
export function isSomeText(term: Term): boolean {
  return isText(term) || given.has(term);
}
