// A softmax that is written out and the logarithms of its values, both made stable at once: the exponents are shifted before the
// exponentials are taken, and what they are shifted to, less the logarithm of the sum, is the logarithm.
import type { Occurrence } from '../../terms/occurrence.ts';
import { elementsIn } from '../../terms/elements.ts';
import { lifts } from '../../terms/lift.ts';
import { upstream } from '../../terms/occurrence.ts';
import type { BinaryTerm, Term } from '../../terms/term.ts';
import { pickedAfterwards } from '../../terms/pickedSoftmax.ts';
import { rebuild, subterms } from '../../terms/walk.ts';
import type { Replacement, RewritePlan, RuleContext } from '../rule.ts';
import { contains } from '../shared/places.ts';
import { isOfNumbers } from '../shared/softplus.ts';
import { logParts, type LogParts } from './logParts.ts';
import { naiveSitesIn, type Site } from './index.ts';
import { quotientOf } from '../../terms/quotient.ts';
import { inline } from './proposals.ts';

const title = 'Shift the exponents by their maximum, and subtract the log of the sum';

/** A logarithm of a softmax, or of some of its values. */
export interface LogPlace {
  readonly at: Occurrence;
  readonly made: (of: LogParts) => Term;
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
  if (!own || 'withheld' in own || own.writing !== 'shift' || softmax.kind !== 'binary') return undefined;
  const { exchange } = own;
  const maxima = new Set(own.replacements.map(({ by }) => (by.kind === 'binary' ? by.right : by)));
  const [largest, ...others] = maxima;
  if (!largest || others.length > 0) return undefined;
  // A quotient in the logarithm itself goes with it.
  const kept = own.keeps.filter(({ at }) => logs.every((log) => !contains(log.at, at)));
  const shifted = store.binary('subtract', sites[0]!.whole.operand, largest) as BinaryTerm;
  const ofNumbers = isOfNumbers(logs[0]!.at);
  // Of one number that is picked before it is divided, what it is divided by as it stands.
  const total = (ofNumbers && quotientOf(sites[0]!.division.term)?.denominator) || softmax.right;
  const exchanged = (term: Term): Term => exchange.get(term) ?? rebuild(store, term, exchanged);
  const logSum = store.map('log', exchanged(total));
  const exponents = own.replacements.map(({ at }) => at.term);
  const parts = logParts(store, softmax, exponents, shifted, logSum);
  const replacements = logs.map(({ at, made }): Replacement => ({ at, by: made(parts) }));
  const becomes = [...subterms(total)].map((term) => [exchanged(term), term] as const);
  const outer = elementsIn(softmax);
  const isOfElements = replacements.some(({ by }) => [...elementsIn(by)].some((element) => !outer.has(element)));
  const namesFor = (): ReadonlyMap<Term, string> => {
    if (ofNumbers) return new Map(isOfElements || replacements.length > 1 ? [[logSum, 'logOfSum']] : []);
    // What is the same for all elements is computed before the rounds.
    if (isOfElements) return new Map([...maxima, logSum].map((term, index) => [term, index === 0 ? 'm' : 'logOfSum']));
    return new Map([
      [shifted, 'shifted'],
      [own.replacements[0]!.at.term, 'logits'],
    ]);
  };
  return {
    ...own,
    ...(ofNumbers ? { values: new Set(replacements) } : { writing: 'value' as const }),
    title,
    meaning: plan.meaning,
    replacements: [...own.replacements, ...replacements],
    keeps: [...kept, ...replacements],
    unneeded: plan.unneeded,
    exchange: new Map([...exchange, ...replacements.map(({ at, by }) => [at.term, by] as const)]),
    tolerance: Math.max(own.tolerance, plan.tolerance),
    assumptions: [...new Set([...own.assumptions, ...plan.assumptions])],
    doubts: [...new Set([...own.doubts, ...plan.doubts])],
    names: namesFor(),
    otherwise: plan,
    held: new Map(becomes.filter(([now, before]) => now !== before)),
  };
}

/** The softmax that all of the logarithms are of, in the same function and outside of their own code. */
function sitesBehind(context: RuleContext, softmax: Term, logs: readonly LogPlace[]): readonly Site[] | undefined {
  const [first] = logs as [LogPlace];
  const behind = new Set(upstream(first.at));
  const isOf = (quotient: Term) => {
    // e.map((v) => v / sum) has the quotient of each element, e[y] / sum of one.
    const whole = pickedAfterwards(context.store, quotient);
    return (whole.kind === 'gather' && whole.operand === softmax) || lifts(context.store, quotient).includes(softmax);
  };
  const isHere = (place: Occurrence) =>
    place.form === 'expression' && (isOfNumbers(place) || place.scope === first.at.scope);
  const isApart = (place: Occurrence) => logs.every(({ at }) => !contains(at, place));
  for (const sites of naiveSitesIn(context)) {
    const site = sites.find(({ division }) => behind.has(division) && isOf(division.term));
    if (!site) continue;
    const exponentials = sites.flatMap(({ places }) => places);
    const quotients = sites.map(({ division }) => division).filter((place) => isApart(place));
    const isKept = exponentials.every(isApart) && [...exponentials, ...quotients].every(isHere);
    return isKept ? sites : undefined;
  }
  return undefined;
}
