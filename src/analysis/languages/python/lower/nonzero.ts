// Where something is not 0: x[np.nonzero(x)] and x[np.where(x > 0)[0]] pick what x[x != 0] and x[x > 0] do.
import { comparison, isTest } from '../../../terms/comparison.ts';
import type { TermStore } from '../../../terms/store.ts';
import type { Term } from '../../../terms/term.ts';

const keys = /^(?:call [\w.]+\.(?:where|nonzero|flatnonzero) |method nonzero )$/;

/** The mask that picks the same elements as some places do; the places themselves where they are of nothing of the kind. */
export function maskOf(store: TermStore, places: Term): Term {
  const isFirst = places.kind === 'gather' && places.indices.every((index) => index === store.constant(0));
  const term = isFirst ? places.operand : places;
  if (term.kind !== 'opaque' || !keys.test(term.key)) return places;
  const [of, ...others] = term.operands;
  if (!of || others.length > 0) return places;
  return isTest(of) ? of : comparison(store, '!=', of, store.constant(0));
}
