// A softmax that is written out and the logarithms of its values, both made stable at once: the exponents are shifted before the
// exponentials are taken, and what they are shifted to, less the logarithm of the sum, is the logarithm.
import type { Occurrence } from '../../terms/occurrence.ts';
import { upstream } from '../../terms/occurrence.ts';
import type { Term } from '../../terms/term.ts';
import { rebuild, subterms } from '../../terms/walk.ts';
import type { Replacement, RewritePlan, RuleContext } from '../rule.ts';
import { contains } from '../shared/places.ts';
import { naiveSitesIn, type Site } from './index.ts';
import { inline } from './proposals.ts';

const title = 'Shift the exponents by their maximum, and subtract the log of the sum';

/** A logarithm of a softmax, or of some of its values. */
export interface LogPlace {
  readonly at: Occurrence;
  /** What stood around the softmax in the logarithm, around another value. */
  readonly around: (value: Term) => Term;
}

/**
 * Undefined where the exponentials are taken in the logarithm itself, in another function, or have no plan of their own.
 * @param softmax - the quotient that the logarithms are of
 * @param plan - the plan of the logarithms alone
 */
export function withLogs(
  context: RuleContext,
  softmax: Term,
  logs: readonly LogPlace[],
  plan: RewritePlan,
): RewritePlan | undefined {
  const { store } = context;
  const sites = sitesBehind(context, softmax, logs);
  const own = sites && inline(context, sites);
  if (!own || 'withheld' in own || own.writing !== 'shift') return undefined;
  const { exchange } = own;
  const [{ by: shifted }, ...others] = own.replacements as [Replacement];
  if (softmax.kind !== 'binary' || others.some(({ by }) => by !== shifted)) return undefined;
  const total = softmax.right;
  const exchanged = (term: Term): Term => exchange.get(term) ?? rebuild(store, term, exchanged);
  const log = store.binary('subtract', shifted, store.map('log', exchanged(total)));
  const replacements = logs.map(({ at, around }): Replacement => ({ at, by: around(log) }));
  const becomes = [...subterms(total)].map((term) => [exchanged(term), term] as const);
  return {
    ...own,
    writing: 'value',
    title,
    meaning: plan.meaning,
    replacements: [...own.replacements, ...replacements],
    keeps: [...own.keeps, ...replacements],
    unneeded: plan.unneeded,
    exchange: new Map([...exchange, ...replacements.map(({ at, by }) => [at.term, by] as const)]),
    tolerance: Math.max(own.tolerance, plan.tolerance),
    assumptions: [...new Set([...own.assumptions, ...plan.assumptions])],
    doubts: [...new Set([...own.doubts, ...plan.doubts])],
    names: new Map([
      [shifted, 'shifted'],
      [own.replacements[0]!.at.term, 'logits'],
    ]),
    otherwise: plan,
    held: new Map(becomes.filter(([now, before]) => now !== before)),
  };
}

/** The softmax that all of the logarithms are of, in the same function and outside of their own code. */
function sitesBehind(context: RuleContext, softmax: Term, logs: readonly LogPlace[]): readonly Site[] | undefined {
  const [first] = logs as [LogPlace];
  const behind = new Set(upstream(first.at));
  const isHere = ({ scope, form, behaviour }: Occurrence) =>
    scope === first.at.scope && form === 'expression' && behaviour?.numbers !== true;
  for (const sites of naiveSitesIn(context)) {
    const site = sites.find(({ division }) => division.term === softmax && behind.has(division));
    if (!site) continue;
    const places = sites.flatMap((each) => [...each.places, each.division]);
    const isApart = (place: Occurrence) => logs.every(({ at }) => !contains(at, place));
    return places.every((place) => isHere(place) && isApart(place)) ? sites : undefined;
  }
  return undefined;
}
