// Whether what a rewrite is not about stays as it was.
import { elementsIn, left, listOf } from '../terms/elements.ts';
import { changeCarried } from './carried.ts';
import { keptOrder } from './order.ts';
import { whereNone } from './whereNone.ts';
import { liftAll, outsideLoops } from '../terms/lift.ts';
import type { Lowering, Occurrence } from '../terms/occurrence.ts';
import type { TermStore } from '../terms/store.ts';
import { tablesOf } from '../terms/tables.ts';
import type { Term } from '../terms/term.ts';
import { unrefined } from '../terms/unrefined.ts';
import { substitute } from '../terms/walk.ts';

/** A value that another takes the place of. */
export interface Exchange {
  readonly from: Term;
  readonly to: Term;
}

/** What is not as it should be: a place whose value would be lost, or something that was nowhere before. */
export type Change = { readonly lost: Occurrence } | 'something else';

/** Whether one scope is another, or a function within it. */
export function isNear({ scope }: Pick<Occurrence, 'scope'>, scopes: readonly string[]): boolean {
  return scopes.some((own) => scope === own || scope.startsWith(`${own}/`));
}

/**
 * Compares what leaves the given functions before and after: with the values exchanged it has to be the same.
 * @param shifts - exponentials that become others, of which what only looks at their order stays as it was
 * @param areEqual - whether the values that are exchanged are the same in real numbers
 */
export function changeOf(
  store: TermStore,
  before: Lowering,
  after: Lowering,
  exchanged: readonly Exchange[],
  scopes: readonly string[],
  shifts: ReadonlyMap<Term, Term> = new Map(),
  areEqual = false,
): Change | undefined {
  const leaving = before.leaving.filter((each) => isNear(each, scopes));
  const exchange = exchangeOf(store, leaving, exchanged, shifts);
  const exchangedIn = (term: Term) => unrefined(store, substitute(store, term, exchange));
  const expected = new Map<Term, Occurrence>();
  for (const place of leaving) expected.set(exchangedIn(place.term), place);
  const now = after.leaving.filter((each) => isNear(each, scopes));
  // Where the same value stands once more it stays as it is written.
  const found = (each: Term, wanted: ReadonlyMap<Term, Occurrence>) => {
    const term = unrefined(store, each);
    return wanted.has(term) || !areEqual ? term : exchangedIn(term);
  };
  const present = new Set(now.map(({ term }) => found(term, expected)));
  for (const [term, place] of expected) if (!present.has(term)) return { lost: place };
  const handedOn = changeCarried({ before: leaving, after: now, exchange, wanted: exchangedIn, found });
  if (handedOn) return { lost: handedOn };
  // What a function that is called has run may be run where the call was.
  const run = new Set(before.copied.map(({ term }) => term));
  return [...present].every((term) => expected.has(term) || run.has(term)) ? undefined : 'something else';
}

/**
 * What becomes of values wherever they are: a comprehension of quotients leaves as the quotient of the whole.
 * @param roots - values in which they may be
 */
export function exchangeOf(
  store: TermStore,
  roots: readonly { readonly term: Term }[],
  exchanged: readonly Exchange[],
  shifts: ReadonlyMap<Term, Term>,
): ReadonlyMap<Term, Term> {
  const values = roots.map(({ term }) => term);
  const all = new Map(
    [...exchanged, ...keptOrder(store, values, shifts)].flatMap(({ from, to }): [Term, Term][] => [
      ...paired(outsideLoops(store, from), outsideLoops(store, to)),
      ...paired(lists(store, from), lists(store, to)),
      ...paired(listsLeft(store, from), listsLeft(store, to)),
      ...paired(tablesOf(store, from), tablesOf(store, to)),
      [liftAll(store, from), liftAll(store, to)],
      [from, to],
    ]),
  );
  return new Map([...all, ...whereNone(store, values, shifts, all)]);
}

/** What the rounds of each loop around a value make of it, one after another. */
function lists(store: TermStore, term: Term): readonly Term[] {
  const nestings = new Set([...elementsIn(term)].map(({ nesting }) => nesting));
  return [...nestings].sort((a, b) => a - b).map((nesting) => listOf(store, term, nesting));
}

/** Those lists once the loops around theirs end, one after the other from the inside. */
function listsLeft(store: TermStore, term: Term): readonly Term[] {
  const nestings = [...new Set([...elementsIn(term)].map(({ nesting }) => nesting))].sort((a, b) => b - a);
  return nestings.flatMap((own, index) => {
    let list = listOf(store, term, own);
    return nestings.slice(index + 1).map((outer) => (list = left(store, list, outer)));
  });
}

/** What becomes of both, as far as the same becomes of them. */
function paired(from: readonly Term[], to: readonly Term[]): readonly [Term, Term][] {
  return from.length === to.length ? from.map((term, i): [Term, Term] => [term, to[i]!]) : [];
}
