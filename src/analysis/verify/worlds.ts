import type { RewritePlan } from '../rules/rule.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { subterms, substitute } from '../terms/walk.ts';

/**
 * Where branches meet, one after the other is taken, on both sides the same.
 * @param branch - where branches meet in the old code, and what the new code lets meet under the same condition, item by item
 */
export function worlds(
  store: TermStore,
  old: Term,
  now: Term,
  exchange: ReadonlyMap<Term, Term>,
  branch?: RewritePlan['branch'],
): readonly [Term, Term][] {
  store.steps.take();
  const join = [...subterms(old)].find(({ kind }) => kind === 'join');
  if (join?.kind !== 'join') return [[old, now]];
  const parts = subterms(now);
  const stays = parts.has(join);
  // What meets in the new term, each of it what it was before the exchange.
  const met = substitute(store, join, exchange);
  const also = branch?.at.term === join ? branch.now : undefined;
  return join.items.flatMap((item, index) => {
    const taken = substitute(store, old, new Map([[join, item]]));
    const by = substitute(store, item, exchange);
    if (!stays && met.kind === 'join' && parts.has(met) && met.items.includes(by)) {
      const chosen = also?.kind === 'join' ? [[also, also.items[index]!] as const] : [];
      const then = substitute(store, substitute(store, now, new Map([[met, by]])), new Map<Term, Term>(chosen));
      return worlds(store, taken, then, exchange, branch);
    }
    const exchanged = substitute(store, taken, exchange);
    // What is new may not be made of the parts of the old one at all.
    const gone = exchanged === taken ? now : exchanged;
    const then = stays ? substitute(store, now, new Map([[join, item]])) : gone;
    return worlds(store, taken, then, exchange, branch);
  });
}
