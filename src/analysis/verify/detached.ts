// What a rewrite does to code in which gradients are stopped: there the values do not tell what the gradients are.
import type { Edit } from '../findings.ts';
import type { LoweredDocument } from '../languages/frontEnd.ts';
import type { RewritePlan } from '../rules/rule.ts';
import type { Lowering, Occurrence } from '../terms/occurrence.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { undetached } from '../terms/undetached.ts';
import { unrefined } from '../terms/unrefined.ts';
import { contains, mapSpan } from './apply.ts';
import { changeOf, type Exchange } from './rest.ts';

/**
 * The values that a plan exchanges, with what is detached in them; undefined where nothing is, before or after.
 * - unknown: they are not found again
 * - other: something else would be detached
 */
export function detachedExchanges(
  store: TermStore,
  before: LoweredDocument,
  after: LoweredDocument,
  { keeps }: RewritePlan,
  edits: readonly Edit[],
  scopes: readonly string[],
): readonly Exchange[] | 'unknown' | 'other' | undefined {
  if (!before.detaches(scopes) && !after.detaches(scopes)) return undefined;
  const [old, now] = [before.detaching(scopes), after.detaching(scopes)];
  const found = keeps.map(({ at, by }): Exchange | undefined => {
    const place = mapSpan(at.span, edits);
    const from = termAt(store, old, at.term, ({ span }) => contains(at.span, span) && contains(span, at.span));
    const to = termAt(store, now, by, ({ span }) => contains(place, span));
    return from && to && { from, to };
  });
  const exchanges = found.filter((each) => each !== undefined);
  if (exchanges.length < found.length) return 'unknown';
  return changeOf(store, old, now, exchanges, scopes) ? 'other' : exchanges;
}

/** The value at a place that is the given one but for what is detached. */
function termAt(
  store: TermStore,
  { computed }: Lowering,
  value: Term,
  isThere: (occurrence: Occurrence) => boolean,
): Term | undefined {
  const wanted = unrefined(store, value);
  return computed.find((each) => isThere(each) && undetached(store, unrefined(store, each.term)) === wanted)?.term;
}
