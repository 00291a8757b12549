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

/** A number, or what a parameter or a setting is where it is not given: what a limit was written for. */
export function limitIn(store: TermStore, term: Term): number | undefined {
  if (term.kind === 'constant') return term.value;
  if (term.kind === 'map' && term.name === 'neg') {
    const value = limitIn(store, term.operand);
    return value === undefined ? undefined : -value;
  }
  return store.defaults.get(term) ?? defaultIn(term);
}
