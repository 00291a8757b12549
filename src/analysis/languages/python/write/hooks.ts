// Hooks of gradients: p.register_hook(clip) sees those that go through p, and none where nothing is computed of it any more.
import type { RewritePlan } from '../../../rules/rule.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { Term } from '../../../terms/term.ts';
import { subterms } from '../../../terms/walk.ts';
import type { Session } from '../../shared/lower/session.ts';
import { Withheld } from '../../shared/write/withheld.ts';

/** @throws Withheld where a gradient that is looked at would not be computed */
export function requireNoHooks({ places }: Session, { keeps }: RewritePlan): void {
  const hooked = hookedIn(places);
  if (hooked.length === 0) return;
  for (const { at, by } of keeps) {
    const [before, after] = [subterms(at.term), subterms(by)];
    if (hooked.some((term) => term !== at.term && before.has(term) && !after.has(term)))
      throw new Withheld('its gradient is looked at on the way');
  }
}

/** Asked for each rewrite of a document. */
const known = new WeakMap<readonly Occurrence[], { readonly count: number; readonly hooked: readonly Term[] }>();

function hookedIn(places: readonly Occurrence[]): readonly Term[] {
  const before = known.get(places);
  if (before?.count === places.length) return before.hooked;
  const hooked = places.flatMap(({ own, term }) =>
    own && term.kind === 'opaque' && /^method (?:register_hook|retain_grad) /.test(term.key) ? term.operands : [],
  );
  known.set(places, { count: places.length, hooked });
  return hooked;
}
