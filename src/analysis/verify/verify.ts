// The check that every rewrite passes before it is offered: the text after the edits is read again, and has to have the
// values that the plan promises, everywhere else the values it had, and the finding no more.
import type { Edit, SourceDocument } from '../findings.ts';
import type { LoweredDocument } from '../languages/frontEnd.ts';
import type { Match, RewritePlan } from '../rules/rule.ts';
import type { Bounds } from '../terms/bounds/bounds.ts';
import { elementsIn } from '../terms/elements.ts';
import { declaredFormat } from '../terms/format.ts';
import { liftAll } from '../terms/lift.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { substitute, subterms } from '../terms/walk.ts';
import type { Agreement, Disagreement } from './agreement.ts';
import { applyEdits, mapSpan, touches } from './apply.ts';
import { asKept } from './promise.ts';
import type { Compare } from './cache.ts';
import { readsTheSame, runsTheSame } from './course.ts';
import { withoutCofactor } from './cofactor.ts';
import { detachedExchanges } from './detached.ts';
import { withoutDraw } from './drawn.ts';
import { ofPicked } from './lists.ts';
import { ofInnerParts, ofParts } from './parts.ts';
import { ofMeeting } from './meeting.ts';
import { withoutLogProducts } from './logProducts.ts';
import { withoutProducts, type OfSums } from './products.ts';
import { changeOf, exchangeOf, isNear } from './rest.ts';
import { leastSame, type AtInfinity } from './infinite.ts';
import { withoutShape } from './reshaped.ts';
import { isTakenAgain } from './takenAgain.ts';
import { unscaled } from './unscaled.ts';
import { ofWhole } from './whole.ts';
import { worlds } from './worlds.ts';

/** What a text is read into. */
export interface Reading {
  readonly lowered: LoweredDocument;
  /** The findings of the rule whose rewrite is checked. */
  readonly matches: readonly Match[];
}

export interface Check {
  readonly store: TermStore;
  readonly bounds: Bounds;
  readonly document: SourceDocument;
  readonly before: Reading;
  /** Compares values and gradients. */
  readonly compare: Compare;
  /** Reads the document after edits, as far as the scopes go, into the same store. */
  reread(document: SourceDocument, edits: readonly Edit[], scopes: readonly string[]): Reading | undefined;
}

/**
 * - ok: all of it holds; for `cases` and `maxUlp` see `Rewrite.verified`, `keepsInfinite` says whether it
 *   does of infinite inputs, gradients included where a library takes them
 * - unproved: it holds as far as it can be seen, but there were no values to compare
 * - refused: it does not
 */
export type Verdict =
  | { readonly kind: 'ok'; readonly cases: number; readonly maxUlp: number; readonly keepsInfinite: boolean }
  | { readonly kind: 'unproved' }
  | { readonly kind: 'refused'; readonly reason: string };

export function verify(check: Check, match: Match, promise: RewritePlan, edits: readonly Edit[]): Verdict {
  const scopes = scopesOf(promise);
  const after = check.reread(applyEdits(check.document, edits), edits, scopes);
  if (!after) return refused('the text after the edit could not be read');
  try {
    const left = parses(check.before, after) ?? isGone(check.before, after, match, edits, scopes);
    if (left !== undefined) return refused(left);
    const plan = asKept(check.store, after.lowered, promise, edits);
    if (!plan) return refused('names in it stand for other values at the place of the edit');
    const reason =
      keepsFormat(plan) ?? leavesRest(check, after, plan, scopes) ?? keepsCourse(check, after, plan, edits, scopes);
    if (reason !== undefined) return refused(reason);
    return plan.meaning === 'changed' ? { kind: 'unproved' } : compare(check, after, plan, edits, scopes);
  } finally {
    after.lowered.dispose();
  }
}

function refused(reason: string): Verdict {
  return { kind: 'refused', reason };
}

function parses(before: Reading, after: Reading): string | undefined {
  return after.lowered.hasErrors && !before.lowered.hasErrors ? 'the text after the edit would not parse' : undefined;
}

/** The functions that a rewrite is in: what it does is seen there, since elsewhere only what they return is. */
function scopesOf({ keeps, replacements }: RewritePlan): readonly string[] {
  return [...new Set([...keeps, ...replacements].map(({ at }) => at.scope))];
}

function isGone(
  before: Reading,
  after: Reading,
  match: Match,
  edits: readonly Edit[],
  scopes: readonly string[],
): string | undefined {
  const place = mapSpan(match.at.span, edits);
  const count = ({ matches }: Reading) => matches.filter(({ at }) => isNear(at, scopes)).length;
  // Of p * (log(p) - log(q)) there are two findings in one place.
  const { cell, start, end } = match.at.span;
  const isHere = ({ at: { span } }: Match) => span.cell === cell && span.start === start && span.end === end;
  const left = after.matches.filter(({ at }) => touches(at.span, place)).length;
  const remains = left >= before.matches.filter(isHere).length || count(after) >= count(before);
  return remains ? 'the finding would remain' : undefined;
}

/** A softmax in half precision is no float32 array, as the exponentials were that had been cast before they were divided. */
function keepsFormat({ keeps }: RewritePlan): string | undefined {
  for (const { at, by } of keeps) {
    if (at.behaviour?.numbers === true) continue;
    const [was, is] = [declaredFormat(at.term), declaredFormat(by) ?? at.usualFormat];
    if (was && is && was !== is) return `it would be in ${is}, and is in ${was}`;
  }
  return undefined;
}

/** Whether values that are spelt out are the same in real numbers as those whose place they take: these may stay where they stand again. */
function areEqual({ writing, meaning }: RewritePlan): boolean {
  return writing === 'value' && meaning === 'equal';
}

/** Whatever else leaves the function still has its value: exp(x) returned or logged would not. */
function leavesRest(
  { store, before }: Check,
  after: Reading,
  plan: RewritePlan,
  scopes: readonly string[],
): string | undefined {
  const { keeps, exchange } = plan;
  const exchanged = keeps.map(({ at, by }) => ({ from: at.term, to: by }));
  const change = changeOf(store, before.lowered, after.lowered, exchanged, scopes, exchange, areEqual(plan));
  if (change === undefined) return undefined;
  if (change === 'something else') return 'the text after the edit does something else';
  return `${inOneLine(before.lowered.textOf(change.lost))} would have another value`;
}

/** The values are those of the terms only if what they are made of is read at a time when it is what the terms say. */
function keepsCourse(
  { store, before }: Check,
  after: Reading,
  plan: RewritePlan,
  edits: readonly Edit[],
  scopes: readonly string[],
): string | undefined {
  if (isTakenAgain(store, plan)) return 'what is computed in one round of the loop is taken in the next one';
  if (!readsTheSame(store, before.lowered, after.lowered, plan, edits)) {
    return 'something that it is computed from may be changed in place in between';
  }
  const exchanged = plan.keeps.map(({ at, by }) => ({ from: at.term, to: by }));
  const exchange = exchangeOf(store, before.lowered.effects, exchanged, plan.exchange);
  return runsTheSame(store, before.lowered, after.lowered, exchange, scopes, areEqual(plan))
    ? undefined
    : 'a call that may do more than give a value would be made, or an iterator gone through, more or less often or in another order';
}

function inOneLine(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 50 ? `${line.slice(0, 49)}…` : line;
}

/** What a comparison of two terms on all its draws is worth, in terms that are made. */
const stepsOfComparison = 500;

/** Values and gradients of what the plan exchanges. */
function compare(
  check: Check,
  after: Reading,
  plan: RewritePlan,
  edits: readonly Edit[],
  scopes: readonly string[],
): Verdict {
  const { store, before } = check;
  const detached = detachedExchanges(store, before.lowered, after.lowered, plan, edits, scopes);
  if (detached === 'unknown') return { kind: 'unproved' };
  if (detached === 'other') return refused(reasons.gradient);
  const asElements = (term: Term) => (plan.elements ? substitute(store, term, plan.elements) : term);
  const plain = plan.keeps.map(({ at, by }) => ({ from: asElements(at.term), to: asElements(by) }));
  const exchange = detached ? new Map(detached.map(({ from, to }) => [from, to])) : plan.exchange;
  let cases = 0;
  let maxUlp = 0;
  let atInfinity: AtInfinity = 'all';
  for (const exchanged of detached ?? plain) {
    const pair = withoutDraw(store, exchanged) ?? exchanged;
    const ofLog = withoutLogProducts(store, pair);
    const { from, to, unit }: OfSums = ofLog ? { ...ofLog, unit: undefined } : withoutProducts(store, pair);
    const first = compareTerms(check, plan, { from, to, unit }, exchange);
    const isUnknown = !first.ok && first.why === 'unknown';
    const core = isUnknown ? (withoutCofactor(store, { from, to }) ?? withoutShape(store, { from, to })) : undefined;
    const result = core ? compareTerms(check, plan, { ...core, unit: undefined }, exchange) : first;
    if (result.ok) {
      cases += result.cases;
      maxUlp = Math.max(maxUlp, result.maxUlp);
      atInfinity = leastSame(atInfinity, result.atInfinity);
    } else if (result.why === 'unknown') return { kind: 'unproved' };
    else return refused(reasons[result.why]);
  }
  const differentiates = plan.keeps.some(({ at }) => at.behaviour?.differentiates !== false);
  const keepsInfinite = atInfinity === 'all' || (atInfinity === 'values' && !differentiates);
  return { kind: 'ok', cases, maxUlp, keepsInfinite };
}

/** Makes functions of what two terms have in common. */
type AsUnknowns = typeof ofWhole;

/** Where branches meet, or something has no value here, as functions of what both have in common first. */
function compareTerms(
  check: Check,
  plan: RewritePlan,
  { from, to, unit }: OfSums,
  exchange: ReadonlyMap<Term, Term>,
): Agreement {
  const { store, bounds } = check;
  const met = unit ? undefined : ofMeeting(store, bounds, { from, to, exchange, branch: plan.branch });
  if (met) {
    const within = { ...plan, ...(met.branch && { branch: met.branch }) };
    const result = compareTerms({ ...check, bounds: met.bounds }, within, { ...met, unit }, met.exchange);
    if (result.ok) return result;
  }
  const ofNumbers = plan.keeps.every(({ at }) => at.behaviour?.numbers === true);
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

const reasons: Readonly<Record<Exclude<Disagreement, 'unknown'>, string>> = {
  differs: 'the values would differ',
  gradient: 'the gradients would differ',
  fails: 'it would still fail for large values',
};
