// Two terms that a rewrite exchanges, compared as what they are: where branches meet, or something has no value here, as functions of
// what both have in common.
import type { RewritePlan } from '../rules/rule.ts';
import { elementsIn } from '../terms/elements.ts';
import { liftAll } from '../terms/lift.ts';
import type { Term } from '../terms/term.ts';
import { subterms } from '../terms/walk.ts';
import type { Agreement, Disagreement } from './agreement.ts';
import { leastSame, type AtInfinity } from './infinite.ts';
import { ofPicked } from './lists.ts';
import { ofMeeting } from './meeting.ts';
import { ofInnerParts, ofParts } from './parts.ts';
import type { OfSums } from './products.ts';
import { isOfNumbers } from './promise.ts';
import { unscaled } from './unscaled.ts';
import type { Check } from './verify.ts';
import { ofWhole } from './whole.ts';
import { worlds } from './worlds.ts';

/** What a comparison of two terms on all its draws is worth, in terms that are made. */
const stepsOfComparison = 500;

/** Makes functions of what two terms have in common. */
type AsUnknowns = typeof ofWhole;

/** Where branches meet, or something has no value here, as functions of what both have in common first. */
export function compareTerms(
  check: Check,
  plan: RewritePlan,
  { from, to, unit }: OfSums,
  exchange: ReadonlyMap<Term, Term>,
  ofNumbers = isOfNumbers(plan),
): Agreement {
  const { store, bounds } = check;
  const met = unit ? undefined : ofMeeting(store, bounds, { from, to, exchange, branch: plan.branch });
  if (met) {
    const within = { ...plan, ...(met.branch && { branch: met.branch }) };
    const result = compareTerms({ ...check, bounds: met.bounds }, within, { ...met, unit }, met.exchange, ofNumbers);
    if (result.ok) return result;
  }
  const pair = (old: Term, now: Term, bounds = check.bounds, ones = unit): Agreement => {
    store.steps.take(stepsOfComparison);
    const { tolerance, mayOverflow } = plan;
    const result = check.compare(old, now, bounds, tolerance, { mayOverflow, ofNumbers, unit: ones });
    const isOfOne = ofNumbers && elementsIn(from).size === 0;
    if (result.ok || !isOfOne) return result;
    // A number that is picked by one index is an array where the index is drawn as one.
    const again = check.compare(old, now, bounds, tolerance, { mayOverflow, ofNumbers, unit: ones, ofOne: true });
    return again.ok ? again : result;
  };
  const asWhole = (ways: readonly AsUnknowns[] = [ofWhole, unscaled]): Agreement | undefined => {
    const [old, now] = [liftAll(store, from), liftAll(store, to)];
    for (const as of ways) {
      const whole = as(store, check.bounds, old, now);
      const result = whole && pair(whole.old, whole.now, whole.bounds);
      if (result?.ok) return result;
    }
    return undefined;
  };
  // What one round computes, of values that rounds, or functions that are called, have made before.
  const asRound = (): Agreement | undefined => {
    if (!ofNumbers) return undefined;
    const allowed = { mayOverflow: plan.mayOverflow, ofNumbers };
    const ways = [[from, to] as const, [liftAll(store, from), liftAll(store, to)] as const];
    for (const round of ways.flatMap(([old, now]) => [...ofInnerParts(store, check.bounds, old, now)])) {
      if ([round.old, round.now].some((term) => elementsIn(term).size > 0)) continue;
      store.steps.take(stepsOfComparison);
      for (const ofOne of [false, true]) {
        const result = check.compare(round.old, round.now, round.bounds, plan.tolerance, { ...allowed, ofOne });
        if (result.ok) return result;
      }
    }
    return undefined;
  };
  const hasBranches = [...subterms(from), ...subterms(to)].some(({ kind }) => kind === 'join');
  // Numbers have no shapes by which they might belong together.
  const proved = hasBranches ? (asWhole() ?? (ofNumbers ? (asWhole([ofParts]) ?? asRound()) : undefined)) : undefined;
  if (proved) return proved;
  let [cases, maxUlp] = [0, 0];
  let atInfinity: AtInfinity = 'all';
  // It is made of the old term, whose branches it has in the same order.
  const units = unit && hasBranches ? worlds(store, unit, unit, new Map()) : [];
  for (const [index, [old, now]] of worlds(store, from, to, exchange, plan.branch).entries()) {
    const [lifted, liftedNow] = [liftAll(store, old), liftAll(store, now)];
    const ones = units[index]?.[0] ?? unit;
    const result = ofNumbers
      ? pair(ofPicked(store, lifted), ofPicked(store, liftedNow))
      : pair(lifted, liftedNow, check.bounds, ones);
    // Large logits may be too large for what the exponent is computed by: log(exp(z)) of a z that is inf is not what is mended.
    if (!result.ok) {
      if (!isOfItsInputs(result.why) || hasBranches) return result;
      return asWhole() ?? asWhole([ofParts]) ?? asRound() ?? result;
    }
    cases += result.cases;
    maxUlp = Math.max(maxUlp, result.maxUlp);
    atInfinity = leastSame(atInfinity, result.atInfinity);
  }
  return { ok: true, cases, maxUlp, atInfinity };
}

/** Whether it may be how the inputs are made that is in the way, and not what is made of them. */
function isOfItsInputs(why: Disagreement): boolean {
  return why === 'unknown' || why === 'fails';
}
