// One document from text to findings.
import type { Analysis, Finding, ModuleNeed, SourceDocument } from './findings.ts';
import type { Histories } from './incremental/histories.ts';
import type { Current, History } from './incremental/history.ts';
import type { Found } from './incremental/kept.ts';
import { commentsOf } from './languages/comments.ts';
import type { Extent, LoweredDocument, Outline } from './languages/frontEnd.ts';
import type { ParsedSource, ParserPool, Parsing } from './languages/parser.ts';
import { outlineOf } from './languages/outline.ts';
import { readOnce } from './languages/readOnce.ts';
import { frontEnds } from './languages/registry.ts';
import { mayHoldDirectives } from './policy/directives.ts';
import { ignoreEdits } from './policy/ignoreEdits.ts';
import type { AnalysisOptions } from './policy/options.ts';
import { Policy } from './policy/policy.ts';
import { rewritesOf } from './rewrites.ts';
import { rules } from './rules/registry.ts';
import { withRecovery } from './rules/shared/recovered.ts';
import type { Match, Rule, RuleContext } from './rules/rule.ts';
import { Bounds } from './terms/bounds/bounds.ts';
import type { Occurrence } from './terms/occurrence.ts';
import { OutOfSteps, Steps } from './terms/steps.ts';
import { TermStore } from './terms/store.ts';
import type { Compare } from './verify/cache.ts';
import type { Check, Reading } from './verify/verify.ts';

/** UTF-16 units of one document. Beyond are data that happen to be code; the parser takes a second for it. */
const maxLength = 4_000_000;

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

export async function analyzeDocument(
  document: SourceDocument,
  pool: ParserPool,
  compare: Compare,
  options: AnalysisOptions = {},
  limits: Limits = usualLimits,
  histories?: Histories,
): Promise<Analysis> {
  const frontEnd = frontEnds[document.language];
  const hasDirectives = mayHoldDirectives(document);
  // Together: a cell may use what another imports.
  const mayMatter = frontEnd.mayMatter(document.cells.map(({ text }) => text).join('\n'));
  if (!mayMatter && !hasDirectives) return { ok: true, findings: [] };
  const length = lengthOf(document);
  if (length > maxLength) {
    const message = `The text has ${length} characters; at most ${maxLength} are analysed.`;
    return { ok: false, code: 'too-large', message };
  }
  const languages = (document.modules ?? []).flatMap(({ language }) => language ?? []);
  const parsing = await pool.for(document.language, new Set(languages));
  const history =
    document.identity === undefined ? undefined : histories?.of(`${document.language} ${document.identity}`);
  history?.trees.keepOnly(document);
  const reader = history?.trees.reading(parsing) ?? parsing;
  try {
    const isPartial = history && options.findingsOnly === true;
    const analyzed = isPartial ? analyzePart(document, reader, options, limits, history) : undefined;
    return analyzed ?? analyzeWhole(document, reader, compare, options, limits);
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    const message = `The analysis took more than ${limits.finding} steps and was given up.`;
    return { ok: false, code: 'timeout', message };
  }
}

const parsingTooLong: Analysis = { ok: false, code: 'timeout', message: 'Parsing took too long and was given up.' };

/** What was read of a document, and what its comments and the options make of it. */
interface Prepared {
  readonly lowered: LoweredDocument;
  readonly store: TermStore;
  readonly bounds: Bounds;
  readonly policy: Policy;
}

function prepare(
  document: SourceDocument,
  parsing: Parsing,
  options: AnalysisOptions,
  limits: Limits,
  choose: (sources: readonly ParsedSource[], policy: Policy) => Extent = () => 'relevant',
): Prepared | undefined {
  const store = new TermStore(new Steps(limits.finding));
  let policy: Policy | undefined;
  const lowered = frontEnds[document.language].lower(document, parsing, store, (sources) => {
    policy = new Policy(document, mayHoldDirectives(document) ? commentsOf(sources) : [], options);
    return choose(sources, policy);
  });
  if (!lowered || !policy) return undefined;
  return { lowered, store, bounds: new Bounds(undefined, store.defaults), policy };
}

function analyzeWhole(
  document: SourceDocument,
  parsing: Parsing,
  compare: Compare,
  options: AnalysisOptions,
  limits: Limits,
): Analysis {
  // A document that is first looked at by its outline is read once all the same.
  const reader = readOnce(parsing);
  const looked: { by: Outline | undefined } = { by: undefined };
  try {
    const prepared = prepare(document, reader, options, limits, (sources) => {
      const outline = (looked.by = outlineOf(document, sources));
      return outline ? { outline } : 'relevant';
    });
    if (!prepared) return parsingTooLong;
    if (!looked.by) return analyzePrepared(document, prepared, compare, options, limits);
    const needs = needsIfNothing(prepared);
    if (needs) return answer([], prepared.policy, needs);
    const whole = prepare(document, reader, options, limits);
    return whole ? analyzePrepared(document, whole, compare, options, limits) : parsingTooLong;
  } finally {
    reader.dispose();
  }
}

/** The modules that a document asks for, if no rule finds anything in it. */
function needsIfNothing(prepared: Prepared): readonly ModuleNeed[] | undefined {
  const { lowered } = prepared;
  try {
    return matchesOf(readingsOf(prepared)).length === 0 ? (lowered.needs ?? []) : undefined;
  } finally {
    lowered.dispose();
  }
}

function analyzePrepared(
  document: SourceDocument,
  prepared: Prepared,
  compare: Compare,
  options: AnalysisOptions,
  limits: Limits,
): Analysis {
  const { lowered, store, bounds, policy } = prepared;
  try {
    const readings = readingsOf(prepared);
    store.steps = new Steps(limits.rewriting);
    const findings = matchesOf(readings)
      .filter(({ reading: { rule }, match }) => !policy.silences(rule.id, match.at.span))
      .map(({ reading: { rule, before, reread }, match }) => {
        const check = { store, bounds, document, before, compare, reread };
        const rewrites = options.findingsOnly ? [] : rewritesOf(check, match);
        return { ...reported(found(rule, match, policy), document, prepared), rewrites };
      });
    return answer(findings, policy, lowered.needs ?? []);
  } finally {
    lowered.dispose();
  }
}

/** The findings of a document of which other versions are known; undefined if parts of it cannot be told apart. */
function analyzePart(
  document: SourceDocument,
  parsing: Parsing,
  options: AnalysisOptions,
  limits: Limits,
  history: History,
): Analysis | undefined {
  const { partition } = frontEnds[document.language];
  if (!partition) return undefined;
  for (;;) {
    let current: Current | undefined;
    const prepared = prepare(document, parsing, options, limits, (sources, { format }) => {
      // A comment may say in which format code computes: that is the same for all of it.
      const circumstances = JSON.stringify([options, document.kind, format]);
      current = history.version(sources, document, partition, circumstances);
      return { part: current.version.part };
    });
    if (!prepared || !current) return parsingTooLong;
    const { lowered, policy } = prepared;
    try {
      const all = matchesOf(readingsOf(prepared)).map(({ reading, match }) => found(reading.rule, match, policy));
      const complete = current.complete(all, lowered.needs ?? []);
      if (!complete) continue; // then everything is looked at
      const ranks = new Map(rules.map(({ id }, rank) => [id, rank]));
      const findings = [...complete.found]
        .sort((a, b) => ranks.get(a.rule)! - ranks.get(b.rule)!)
        .filter(({ rule, span }) => !policy.silences(rule, span))
        .map((each) => ({ ...reported(each, document, prepared), rewrites: [] }));
      return answer(findings, policy, complete.needs);
    } finally {
      lowered.dispose();
    }
  }
}

interface RuleReading {
  readonly rule: Rule;
  readonly before: Reading;
  readonly reread: Check['reread'];
}

function readingsOf({ lowered, store, bounds, policy }: Prepared): readonly RuleReading[] {
  const { format } = policy;
  const active = rules.filter(({ id }) => policy.levelOf(id) !== 'off');
  return active.map((rule) => {
    const before = reading(rule, lowered, { store, bounds, format });
    const reread: Check['reread'] = (after, edits, scopes) => {
      store.steps.take(Math.ceil(lengthOf(after) / lengthOfStep));
      const again = lowered.edited(after, edits, { scopes });
      try {
        return again && reading(rule, again, { store, bounds, format });
      } catch (error) {
        again?.dispose();
        throw error;
      }
    };
    return { rule, before, reread };
  });
}

/** What rules have found, but for what is covered by what others have. */
function matchesOf(
  readings: readonly RuleReading[],
): readonly { readonly reading: RuleReading; readonly match: Match }[] {
  const covered = coveredPlaces(readings);
  return readings.flatMap((reading) =>
    reading.before.matches
      .filter(({ at }) => ![...(covered.get(at) ?? [])].some((other) => other !== reading.rule.id))
      .map((match) => ({ reading, match })),
  );
}

function answer(findings: readonly Finding[], policy: Policy, needs: readonly ModuleNeed[]): Analysis {
  const problems = policy.problems();
  return {
    ok: true,
    findings: [...findings].sort((a, b) => a.span.cell - b.span.cell || a.span.start - b.span.start),
    ...(needs.length > 0 && { needs }),
    ...(problems.length > 0 && { problems }),
  };
}

const lengthOf = ({ cells }: SourceDocument) => cells.reduce((total, { text }) => total + text.length, 0);

type Facts = Pick<RuleContext, 'store' | 'bounds' | 'format'>;

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
  const defaultOf: RuleContext['defaultOf'] = (parameter) => lowered.defaultOf(parameter);
  const valuesOf: RuleContext['valuesOf'] = (attribute) => lowered.valuesOf(attribute);
  const found = rule.find({ computed, copied, leaving, ...facts, argumentsOf, defaultOf, valuesOf, textOf });
  return { lowered, matches: found.map((match) => withRecovery(rule, match)) };
}

function found(rule: Rule, { at, message, format, subject, reasons, severity }: Match, policy: Policy): Found {
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

function reported(found: Found, document: SourceDocument, { lowered, policy }: Prepared): Omit<Finding, 'rewrites'> {
  const { lineComment } = frontEnds[document.language];
  const takesComment: LoweredDocument['takesComment'] = (cell, offset) => lowered.takesComment(cell, offset);
  const ignore = ignoreEdits(document, { lineComment, takesComment }, policy.ignores, found.rule, found.span);
  return { ...found, ignore };
}
