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
  const parts = largest(old, inBoth(old, now));
  return parts.length < 2 ? undefined : ofThese(store, bounds, [old, now], parts);
}

/**
 * The same, of the largest first, then of what these are made of: the shifted logits that both have in common can be any that are
 * not above 0 to the comparison, but of the logits one of them is 0.
 */
export function* ofInnerParts(store: TermStore, bounds: Bounds, old: Term, now: Term): Generator<OfWhole, void> {
  const common = inBoth(old, now);
  for (let parts = largest(old, common); parts.length > 0; parts = largest(old, common)) {
    const found = ofThese(store, bounds, [old, now], parts);
    if (found) yield found;
    const made = parts.filter(({ kind }) => /^(?:map|binary|reduce|where|cast|refined)$/.test(kind));
    if (made.length === 0) return;
    for (const part of made) common.delete(part);
  }
}

function inBoth(old: Term, now: Term): Set<Term> {
  const inNow = subterms(now);
  return new Set([...subterms(old)].filter((term) => inNow.has(term)));
}

/** The terms as functions of some of their parts, if they are of nothing else. */
function ofThese(
  store: TermStore,
  bounds: Bounds,
  [old, now]: readonly [Term, Term],
  parts: readonly Term[],
): OfWhole | undefined {
  if (parts.length > mostOfElements) return undefined;
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
