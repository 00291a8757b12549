// What rules find in a document that has been read, and what is said of it.
import type { Analysis, Finding, ModuleNeed, SourceDocument } from './findings.ts';
import { asksOf } from './asks.ts';
import type { Found } from './incremental/kept.ts';
import { commentsOf } from './languages/comments.ts';
import type { Extent, LoweredDocument } from './languages/frontEnd.ts';
import type { ParsedSource, Parsing } from './languages/parser.ts';
import { namesGiven } from './languages/given.ts';
import { frontEnds } from './languages/registry.ts';
import { zeroSettings } from './languages/zeroSettings.ts';
import { mayHoldDirectives } from './policy/directives.ts';
import { ignoreEdits } from './policy/ignoreEdits.ts';
import type { AnalysisOptions } from './policy/options.ts';
import { Policy } from './policy/policy.ts';
import { rules } from './rules/registry.ts';
import { withRecovery } from './rules/shared/recovered.ts';
import type { Match, Rule, RuleContext } from './rules/rule.ts';
import { Bounds } from './terms/bounds/bounds.ts';
import type { Occurrence } from './terms/occurrence.ts';
import { Steps } from './terms/steps.ts';
import { TermStore } from './terms/store.ts';
import type { Check, Reading } from './verify/verify.ts';

/** What one document may cost, in steps; a million are some seconds. */
export interface Limits {
  /** To find what is in it. Of 7,600 real files, the largest of 20,000 lines, none took a fifteenth of the usual limit. */
  readonly finding: number;
  /** To make and check the rewrites of that. None took more than a half: 35 findings in 6,500 lines. */
  readonly rewriting: number;
}

export const usualLimits: Limits = { finding: 4_000_000, rewriting: 3_000_000 };

/** UTF-16 units that are read again for a rewrite in the time of a step. */
const lengthOfStep = 20;

export const parsingTooLong: Analysis = {
  ok: false,
  code: 'timeout',
  message: 'Parsing took too long and was given up.',
};

/** What was read of a document, and what its comments and the options make of it. */
export interface Prepared {
  readonly lowered: LoweredDocument;
  readonly store: TermStore;
  readonly bounds: Bounds;
  readonly policy: Policy;
  /** Names of settings that are 0 somewhere in what is at hand of the project. */
  readonly zeros: ReadonlySet<string>;
}

/** What defines something that is only looked at where it is called. */
const definition = /function|class|decorated|import/;

export function prepare(
  document: SourceDocument,
  parsing: Parsing,
  options: AnalysisOptions,
  limits: Limits,
  choose: (sources: readonly ParsedSource[], policy: Policy, zeros: ReadonlySet<string>) => Extent = () => 'relevant',
): Prepared | undefined {
  const store = new TermStore(new Steps(limits.finding));
  let policy: Policy | undefined;
  let zeros: ReadonlySet<string> = new Set();
  const frontEnd = frontEnds[document.language];
  const lowered = frontEnd.lower(document, parsing, store, (sources) => {
    policy = new Policy(document, mayHoldDirectives(document) ? commentsOf(sources) : [], options);
    const around = sources.flatMap(({ root }) => root.named.filter(({ type }) => !definition.test(type)));
    const modules = (document.modules ?? []).map(({ text, language = document.language }) =>
      frontEnds[language].withoutComments(text),
    );
    zeros = zeroSettings([...modules, ...around.map(({ text }) => frontEnd.withoutComments(text))]);
    return choose(sources, policy, zeros);
  });
  if (!lowered || !policy) return undefined;
  return { lowered, store, bounds: new Bounds(undefined, store.defaults), policy, zeros };
}

export interface RuleReading {
  readonly rule: Rule;
  readonly before: Reading;
  readonly reread: Check['reread'];
}

export function readingsOf({ lowered, store, bounds, policy, zeros }: Prepared): readonly RuleReading[] {
  const { format } = policy;
  const active = rules.filter(({ id }) => policy.levelOf(id) !== 'off');
  return active.map((rule) => {
    const before = reading(rule, lowered, { store, bounds, format, zeros });
    const reread: Check['reread'] = (after, edits, scopes) => {
      store.steps.take(Math.ceil(lengthOf(after) / lengthOfStep));
      const again = lowered.edited(after, edits, { scopes });
      try {
        return again && reading(rule, again, { store, bounds, format, zeros });
      } catch (error) {
        again?.dispose();
        throw error;
      }
    };
    return { rule, before, reread };
  });
}

/** What rules have found, but for what is covered by what others have. */
export function matchesOf(
  readings: readonly RuleReading[],
): readonly { readonly reading: RuleReading; readonly match: Match }[] {
  const covered = coveredPlaces(readings);
  return readings.flatMap((reading) =>
    reading.before.matches
      .filter(({ at }) => ![...(covered.get(at) ?? [])].some((other) => other !== reading.rule.id))
      .map((match) => ({ reading, match })),
  );
}

export const lengthOf = ({ cells }: SourceDocument) => cells.reduce((total, { text }) => total + text.length, 0);

type Facts = Pick<RuleContext, 'store' | 'bounds' | 'format' | 'zeros'>;

/** The places that findings cover, and the rules of those findings: a rule does not silence its own. */
function coveredPlaces(
  readings: readonly { readonly rule: Rule; readonly before: Reading }[],
): ReadonlyMap<Occurrence, ReadonlySet<string>> {
  const covered = new Map<Occurrence, Set<string>>();
  for (const { rule, before } of readings) {
    for (const place of before.matches.flatMap(({ covers }) => covers ?? [])) {
      covered.set(place, (covered.get(place) ?? new Set()).add(rule.id));
    }
  }
  return covered;
}

function reading(rule: Rule, lowered: LoweredDocument, facts: Facts): Reading {
  const { computed, copied, leaving } = lowered;
  facts.store.steps.take(computed.length);
  const textOf: RuleContext['textOf'] = (place) => lowered.textOf(place);
  const argumentsOf: RuleContext['argumentsOf'] = (parameter) => lowered.argumentsOf(parameter);
  const givenTo: RuleContext['givenTo'] = (parameter) => lowered.givenTo(parameter);
  const defaultOf: RuleContext['defaultOf'] = (parameter) => lowered.defaultOf(parameter);
  const valuesOf: RuleContext['valuesOf'] = (attribute) => lowered.valuesOf(attribute);
  const found = rule.find({ computed, copied, leaving, ...facts, argumentsOf, givenTo, defaultOf, valuesOf, textOf });
  return { lowered, matches: found.flatMap((match) => withRecovery(rule, match)) };
}

export function found(rule: Rule, { at, message, format, subject, reasons, severity }: Match, policy: Policy): Found {
  const level = policy.levelOf(rule.id, severity);
  return {
    rule: rule.id,
    severity: level === 'off' ? 'hint' : level, // a rule that is off is not asked
    span: at.span,
    message,
    format,
    subject,
    // What is in imported files has no place in this document.
    reasons: reasons.filter(({ span }) => span.cell >= 0),
  };
}

export function reported(
  found: Found,
  document: SourceDocument,
  { lowered, policy }: Prepared,
): Omit<Finding, 'rewrites'> {
  const { lineComment } = frontEnds[document.language];
  const takesComment: LoweredDocument['takesComment'] = (cell, offset) => lowered.takesComment(cell, offset);
  const ignore = ignoreEdits(document, { lineComment, takesComment }, policy.ignores, found.rule, found.span);
  return { ...found, ignore };
}

/** What other files may say more of. */
export interface Wanted {
  readonly needs: readonly ModuleNeed[];
  readonly asks: readonly string[];
}

export function wantedBy({ cells, language }: SourceDocument, { needs = [], computed }: LoweredDocument): Wanted {
  const given = cells.flatMap(({ text }) => namesGiven(text, language, true));
  return { needs, asks: [...new Set([...asksOf(computed), ...given])] };
}

export function answer(findings: readonly Finding[], policy: Policy, { needs, asks }: Wanted): Analysis {
  const problems = policy.problems();
  return {
    ok: true,
    findings: [...findings].sort((a, b) => a.span.cell - b.span.cell || a.span.start - b.span.start),
    ...(needs.length > 0 && { needs }),
    ...(asks.length > 0 && { asks }),
    ...(problems.length > 0 && { problems }),
  };
}
