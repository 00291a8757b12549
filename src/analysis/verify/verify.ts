// The check that every rewrite passes before it is offered: the text after the edits is read again, and has to have the
// values that the plan promises, everywhere else the values it had, and the finding no more.
import type { Edit, SourceDocument } from '../findings.ts';
import type { LoweredDocument } from '../languages/frontEnd.ts';
import type { Match, RewritePlan } from '../rules/rule.ts';
import type { Bounds } from '../terms/bounds/bounds.ts';
import { liftAll } from '../terms/lift.ts';
import type { Occurrence } from '../terms/occurrence.ts';
import type { TermStore } from '../terms/store.ts';
import type { Term } from '../terms/term.ts';
import { unrefined } from '../terms/unrefined.ts';
import { subterms, substitute } from '../terms/walk.ts';
import { agreement } from './agreement.ts';
import { applyEdits, contains, mapSpan, touches } from './apply.ts';

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
  /** Reads the document after edits, as far as the scopes go, into the same store. */
  reread(document: SourceDocument, edits: readonly Edit[], scopes: readonly string[]): Reading | undefined;
}

/**
 * - ok: all of it holds; `cases` counts the comparisons of values
 * - unproved: it holds as far as it can be seen, but there were no values to compare
 * - refused: it does not
 */
export type Verdict =
  | { readonly kind: 'ok'; readonly cases: number }
  | { readonly kind: 'unproved' }
  | { readonly kind: 'refused'; readonly reason: string };

export function verify(check: Check, match: Match, plan: RewritePlan, edits: readonly Edit[]): Verdict {
  const scopes = scopesOf(plan);
  const after = check.reread(applyEdits(check.document, edits), edits, scopes);
  if (!after) return refused('the text after the edit could not be read');
  try {
    const reason =
      parses(check.before, after) ??
      isGone(check.before, after, match, edits, scopes) ??
      hasPromised(check, after, plan, edits) ??
      leavesRest(check, after, plan, scopes);
    if (reason !== undefined) return refused(reason);
    return plan.meaning === 'changed' ? { kind: 'unproved' } : compareValues(check, plan);
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

function isNear({ scope }: Occurrence, scopes: readonly string[]): boolean {
  return scopes.some((own) => scope === own || scope.startsWith(`${own}/`));
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
  const remains = after.matches.some(({ at }) => touches(at.span, place)) || count(after) >= count(before);
  return remains ? 'the finding would remain' : undefined;
}

function hasPromised(
  { store }: Check,
  after: Reading,
  { keeps }: RewritePlan,
  edits: readonly Edit[],
): string | undefined {
  const promised = keeps.every(({ at, by }) => {
    const place = mapSpan(at.span, edits);
    const wanted = unrefined(store, by);
    return after.lowered.computed.some(({ term, span }) => contains(place, span) && unrefined(store, term) === wanted);
  });
  return promised ? undefined : 'names in it stand for other values at the place of the edit';
}

/** Whatever else leaves the function still has its value: exp(x) returned or logged would not. */
function leavesRest(
  { store, before }: Check,
  after: Reading,
  { keeps }: RewritePlan,
  scopes: readonly string[],
): string | undefined {
  // A comprehension of quotients leaves as the quotient of the whole.
  const exchange = new Map(
    keeps.flatMap(({ at, by }): [Term, Term][] => [
      [liftAll(store, at.term), liftAll(store, by)],
      [at.term, by],
    ]),
  );
  const expected = new Map<Term, Occurrence>();
  for (const place of before.lowered.leaving.filter((each) => isNear(each, scopes)))
    expected.set(unrefined(store, substitute(store, place.term, exchange)), place);
  const leaving = after.lowered.leaving.filter((each) => isNear(each, scopes));
  const found = new Set(leaving.map(({ term }) => unrefined(store, term)));
  for (const [term, place] of expected) {
    if (!found.has(term)) return `${inOneLine(before.lowered.textOf(place))} would have another value`;
  }
  return [...found].every((term) => expected.has(term)) ? undefined : 'the text after the edit does something else';
}

function inOneLine(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 50 ? `${line.slice(0, 49)}…` : line;
}

/** What a comparison of two terms on all its draws is worth, in terms that are made. */
const stepsOfComparison = 500;

function compareValues(check: Check, plan: RewritePlan): Verdict {
  let cases = 0;
  for (const { at, by } of plan.keeps) {
    for (const [old, now] of worlds(check.store, at.term, by, plan.exchange)) {
      check.store.steps.take(stepsOfComparison);
      const result = agreement(
        liftAll(check.store, old),
        liftAll(check.store, now),
        check.bounds,
        plan.tolerance,
        plan.mayOverflow,
      );
      if (result.ok) cases += result.cases;
      else if (result.why === 'unknown') return { kind: 'unproved' };
      else
        return refused(result.why === 'differs' ? 'the values would differ' : 'it would still fail for large values');
    }
  }
  return { kind: 'ok', cases };
}

/** Where branches meet, one after the other is taken, on both sides the same. */
function worlds(store: TermStore, old: Term, now: Term, exchange: ReadonlyMap<Term, Term>): readonly [Term, Term][] {
  store.steps.take();
  const join = [...subterms(old)].find(({ kind }) => kind === 'join');
  if (join?.kind !== 'join') return [[old, now]];
  return join.items.flatMap((item) => {
    const taken = substitute(store, old, new Map([[join, item]]));
    const stays = subterms(now).has(join);
    const exchanged = substitute(store, taken, exchange);
    // What is new may not be made of the parts of the old one at all.
    const gone = exchanged === taken ? now : exchanged;
    const then = stays ? substitute(store, now, new Map([[join, item]])) : gone;
    return worlds(store, taken, then, exchange);
  });
}
