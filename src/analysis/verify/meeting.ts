// A value that is one thing or another itself, and meets one that a mask was put on: what is met is one of three then, and not of two.
import { Bounds } from '../terms/bounds/bounds.ts';
import type { Interval } from '../terms/bounds/interval.ts';
import type { RewritePlan } from '../rules/rule.ts';
import type { TermStore } from '../terms/store.ts';
import type { JoinTerm, Term } from '../terms/term.ts';
import { subterms, substitute } from '../terms/walk.ts';

export interface Meeting {
  readonly from: Term;
  readonly to: Term;
  readonly exchange: ReadonlyMap<Term, Term>;
  readonly branch: RewritePlan['branch'];
  readonly bounds: Bounds;
}

/**
 * The terms as functions of what meets, whichever it is: what holds for every value holds for this one, and a difference proves nothing.
 * Undefined where nothing of the old term is part of a larger meeting in the new one.
 */
export function ofMeeting(store: TermStore, bounds: Bounds, pair: Omit<Meeting, 'bounds'>): Meeting | undefined {
  const joins = (term: Term) => [...subterms(term)].filter((part) => part.kind === 'join');
  const after = joins(pair.to);
  for (const inner of joins(pair.from)) {
    const outer = after.find((join) => join !== inner && inner.items.every((item) => join.items.includes(item)));
    if (outer) return withOne(store, bounds, pair, inner, outer);
  }
  return undefined;
}

function withOne(
  store: TermStore,
  bounds: Bounds,
  pair: Omit<Meeting, 'bounds'>,
  inner: JoinTerm,
  outer: JoinTerm,
): Meeting {
  const unknown = store.variable('any', 'value', 'meeting');
  const others = outer.items.filter((item) => !inner.items.includes(item));
  const ofUnknown = others.map((item) => substitute(store, item, new Map([[inner as Term, unknown]])));
  const now = new Map<Term, Term>([
    [outer, store.join([unknown, ...ofUnknown])],
    [inner, unknown],
  ]);
  const within = (term: Term) => substitute(store, term, now);
  const { branch } = pair;
  return {
    from: within(pair.from),
    to: within(pair.to),
    exchange: new Map([...pair.exchange].map(([from, to]) => [within(from), within(to)])),
    branch: branch && { at: { ...branch.at, term: within(branch.at.term) }, now: within(branch.now) },
    bounds: new Bounds(new Map<Term, Interval>([[unknown, bounds.of(inner)]])),
  };
}
