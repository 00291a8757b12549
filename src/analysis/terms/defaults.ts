// Settings that have a default where they are read: options.temperature ?? 1.
import type { TermStore } from './store.ts';
import type { Term } from './term.ts';

const key = 'default ';

/** A value, or a number where there is none: as unknown as the value, and as plain. */
export function withDefault(store: TermStore, value: Term, usual: number): Term {
  return store.opaque(`${key}${usual}`, [value]);
}

/** The number that a setting is where it is not given. */
export function defaultIn(term: Term): number | undefined {
  return term.kind === 'opaque' && term.key.startsWith(key) ? Number(term.key.slice(key.length)) : undefined;
}
