// What two terms are both computed from, as unknowns: where the shapes of these are not known to be one, one of them may be a
// number beside the others.
import { Bounds } from '../terms/bounds/bounds.ts';
import type { Interval } from '../terms/bounds/interval.ts';
import { inputsOf } from '../terms/evaluate/inputs.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { subterms, substitute } from '../terms/walk.ts';
import { largest, type OfWhole } from './whole.ts';

/** Arrays and numbers are mixed of so many inputs. */
const mostParts = 3;
/** Where each element is computed by itself, it does not matter which of them are numbers. */
const mostOfElements = 8;

/**
 * The terms as functions of the largest values that both are computed from, whatever these are. Undefined of one alone, and of
 * more than can be told apart as arrays and numbers; and where they depend on anything else, or branches remain.
 */
export function ofParts(store: TermStore, bounds: Bounds, old: Term, now: Term): OfWhole | undefined {
  const [inOld, inNow] = [subterms(old), subterms(now)];
  const parts = largest(old, new Set([...inOld].filter((term) => inNow.has(term))));
  if (parts.length < 2 || parts.length > mostOfElements) return undefined;
  const exchange = new Map<Term, Term>();
  const given = new Map<Term, Interval>();
  for (const part of parts) {
    const unknown = store.variable('parameter', `value ${exchange.size}`, 'part');
    exchange.set(part, unknown);
    given.set(unknown, bounds.of(part));
  }
  const [from, to] = [substitute(store, old, exchange), substitute(store, now, exchange)];
  const isOfThese = inputsOf([from, to]).values.every((input) => given.has(input));
  const computed = [...subterms(from), ...subterms(to)];
  if (parts.length > mostParts && !computed.every(isOfElements)) return undefined;
  const hasBranches = computed.some(({ kind }) => kind === 'join');
  return isOfThese && !hasBranches ? { old: from, now: to, bounds: new Bounds(given) } : undefined;
}

function isOfElements({ kind }: Term): boolean {
  return kind === 'variable' || kind === 'constant' || kind === 'map' || kind === 'binary' || kind === 'where';
}
