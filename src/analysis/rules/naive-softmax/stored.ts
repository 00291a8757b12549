// Exponentials that nested loops store into an array of several axes: the exponents are stored in their place, and their exponentials
// taken, less the maximum, once all of them are there.
import { elementsIn, listOf } from '../../terms/elements.ts';
import { liftAll } from '../../terms/lift.ts';
import type { Occurrence } from '../../terms/occurrence.ts';
import type { TermStore } from '../../terms/store.ts';
import { tablesOf } from '../../terms/tables.ts';
import type { Term } from '../../terms/term.ts';
import { substitute } from '../../terms/walk.ts';
import type { RewritePlan } from '../rule.ts';
import type { Site } from './index.ts';

type Common = Pick<RewritePlan, 'title' | 'like' | 'tolerance' | 'assumptions' | 'doubts'>;

/** Undefined where the exponentials are not stored so. */
export function ofStored(
  store: TermStore,
  sites: readonly Site[],
  common: () => Common,
  maximumFor: (site: Site) => Term,
): RewritePlan | undefined {
  const places = [...new Set(sites.flatMap((site) => site.places))];
  const wholes = new Set(sites.map(({ whole }) => whole));
  const maxima = new Set(sites.map(maximumFor));
  const [place, whole, maximum] = [places[0], [...wholes][0], [...maxima][0]];
  if (!place || !whole || !maximum || places.length + wholes.size + maxima.size > 3) return undefined;
  if (sites.some(({ exponential }) => exponential !== whole) || !isOfTable(store, place, sites[0]!)) return undefined;
  const by = store.map('exp', store.binary('subtract', whole.operand, maximum));
  const exchange = new Map<Term, Term>([[whole, by]]);
  const divisions = [...new Set(sites.map(({ division }) => division))];
  return {
    ...common(),
    form: 'inline',
    writing: 'stored',
    meaning: 'equal',
    replacements: [{ at: place, by: place.operands[0]!.term }],
    unneeded: [],
    exchange,
    keeps: divisions.map((at) => ({ at, by: substitute(store, at.term, exchange) })),
    maximum,
  };
}

/** Whether exponentials are the table, or the rows of it, that loops make of the one at a place, or may be a list of rows. */
function isOfTable(store: TermStore, place: Occurrence, { whole: { operand }, ratio }: Site): boolean {
  const each = place.operands[0]?.term;
  if (!each || each === operand) return false;
  const nestings = new Set([...elementsIn(each)].map(({ nesting }) => nesting));
  const isList = [...nestings].some((nesting) => listOf(store, each, nesting) === operand);
  if (isList || liftAll(store, each) === operand) {
    // A list, and one row, are shifted where they are computed.
    const { axis } = ratio.sum.reduce;
    return axis.kind === 'known' && !axis.axes.includes(0);
  }
  return tablesOf(store, each).includes(operand.kind === 'element' ? operand.of : operand);
}
