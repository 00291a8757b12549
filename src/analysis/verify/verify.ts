// The check that every rewrite passes before it is offered: the text after the edits is read again, and has to have the
// values that the plan promises, everywhere else the values it had, and the finding no more.
import type { Edit, SourceDocument } from '../findings.ts';
import type { LoweredDocument } from '../languages/frontEnd.ts';
import type { Match, RewritePlan } from '../rules/rule.ts';
import type { Bounds } from '../terms/bounds/bounds.ts';
import { declaredFormat } from '../terms/format.ts';
import { elementsIn } from '../terms/elements.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { substitute } from '../terms/walk.ts';
import type { Disagreement } from './agreement.ts';
import { applyEdits, mapSpan, touches } from './apply.ts';
import { asKept, isOfNumbers } from './promise.ts';
import type { Compare } from './cache.ts';
import { compareTerms } from './compareTerms.ts';
import { readsTheSame, runsTheSame } from './course.ts';
import { withoutCofactor } from './cofactor.ts';
import { detachedExchanges } from './detached.ts';
import { withoutDraw } from './drawn.ts';
import { withFormsBefore } from './forms.ts';
import { withoutLogProducts } from './logProducts.ts';
import { withoutProducts, type OfSums } from './products.ts';
import { changeOf, exchangeOf, isNear } from './rest.ts';
import { leastSame, type AtInfinity } from './infinite.ts';
import { withoutShape } from './reshaped.ts';
import { withoutScale } from './scaled.ts';
import { isReadFromBefore, isTakenAgain } from './takenAgain.ts';

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
  const verdict = verifyIn(check, match, promise, edits, scopes, scopes);
  if (verdict !== 'other names') return verdict;
  // What an attribute is may depend on which of two methods that read each other's is read first: in all of the text it is as it was.
  const again = verifyIn(check, match, promise, edits, scopes, [...scopes, wholeText]);
  return again === 'other names' ? refused('names in it stand for other values at the place of the edit') : again;
}

/** @param read - the scopes that are read again */
function verifyIn(
  check: Check,
  match: Match,
  promise: RewritePlan,
  edits: readonly Edit[],
  scopes: readonly string[],
  read: readonly string[],
): Verdict | 'other names' {
  const after = check.reread(applyEdits(check.document, edits), edits, read);
  if (!after) return refused('the text after the edit could not be read');
  try {
    const left = parses(check.before, after) ?? isGone(check.before, after, match, edits, scopes);
    if (left !== undefined) return refused(left);
    const plan = asKept(check.store, after.lowered, promise, edits);
    if (!plan) return 'other names';
    const reason =
      keepsFormat(plan) ?? leavesRest(check, after, plan, scopes) ?? keepsCourse(check, after, plan, edits, scopes);
    if (reason !== undefined) return refused(reason);
    return plan.meaning === 'changed' ? { kind: 'unproved' } : compare(check, after, plan, edits, scopes);
  } finally {
    after.lowered.dispose();
  }
}

/** The scope of what stands outside of functions, which is read with all that matters. */
const wholeText = 'module';

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
  if (isTakenAgain(store, plan) || isReadFromBefore(store, plan))
    return 'what is computed in one round of the loop is taken in the next one';
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
  const plain = plan.keeps.map(({ at, by }) => ({
    from: asElements(at.term),
    to: withFormsBefore(store, asElements(by), plan.exchange),
  }));
  const exchange = detached ? new Map(detached.map(({ from, to }) => [from, to])) : plan.exchange;
  let cases = 0;
  let maxUlp = 0;
  let atInfinity: AtInfinity = 'all';
  if (plan.keeps.some(({ at, by }) => !isOfSameRounds(at.term, by))) return refused(reasons.differs);
  for (const exchanged of detached ?? plain) {
    const scale = withoutScale(store, exchanged, plan.exchange, isOfNumbers(plan), before.lowered, after.lowered);
    if (scale === 'unknown') return refused('what it is compared with is not seen to grow as the weights do');
    const pair = withoutDraw(store, exchanged) ?? scale ?? exchanged;
    const ofLog = withoutLogProducts(store, pair);
    const { from, to, unit }: OfSums = ofLog ? { ...ofLog, unit: undefined } : withoutProducts(store, pair);
    // Shares are those of all numbers of an array.
    const first = compareTerms(check, plan, { from, to, unit }, exchange, isOfNumbers(plan) && !scale);
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

/** What is computed of one element in each round is not exchanged for what is computed of all of them. */
function isOfSameRounds(before: Term, after: Term): boolean {
  const nestings = (term: Term) => new Set([...elementsIn(term)].map(({ nesting }) => nesting));
  const [was, is] = [nestings(before), nestings(after)];
  return [...was].every((nesting) => is.has(nesting));
}

const reasons: Readonly<Record<Exclude<Disagreement, 'unknown'>, string>> = {
  differs: 'the values would differ',
  gradient: 'the gradients would differ',
  fails: 'it would still fail for large values',
};
