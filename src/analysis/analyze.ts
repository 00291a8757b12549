// One document from text to findings.
import type { Analysis, Finding, Rewrite, SourceDocument } from './findings.ts';
import type { LoweredDocument } from './languages/frontEnd.ts';
import type { Parse, ParserPool } from './languages/parser.ts';
import { frontEnds } from './languages/registry.ts';
import { mayHoldDirectives } from './policy/directives.ts';
import { ignoreEdits } from './policy/ignoreEdits.ts';
import type { AnalysisOptions } from './policy/options.ts';
import { Policy } from './policy/policy.ts';
import { rewritesOf } from './rewrites.ts';
import { rules } from './rules/registry.ts';
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
  const parse = await pool.for(document.language, new Set(languages));
  const store = new TermStore(new Steps(limits.finding));
  try {
    return analyzeWith(store, document, parse, compare, options, limits);
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    const message = `The analysis took more than ${limits.finding} steps and was given up.`;
    return { ok: false, code: 'timeout', message };
  }
}

function analyzeWith(
  store: TermStore,
  document: SourceDocument,
  parse: Parse,
  compare: Compare,
  options: AnalysisOptions,
  limits: Limits,
): Analysis {
  const frontEnd = frontEnds[document.language];
  const hasDirectives = mayHoldDirectives(document);
  const bounds = new Bounds();
  const lowered = frontEnd.lower(document, parse, store);
  if (!lowered) return { ok: false, code: 'timeout', message: 'Parsing took too long and was given up.' };
  try {
    const policy = new Policy(document, hasDirectives ? lowered.comments() : [], options);
    const { format } = policy;
    const active = rules.filter(({ id }) => policy.levelOf(id) !== 'off');
    const readings = active.map((rule) => {
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
    const covered = coveredPlaces(readings);
    store.steps = new Steps(limits.rewriting);
    const findings = readings.flatMap(({ rule, before, reread }) =>
      before.matches
        .filter(({ at }) => ![...(covered.get(at) ?? [])].some((other) => other !== rule.id))
        .filter(({ at }) => !policy.silences(rule.id, at.span))
        .map((match) => {
          const check = { store, bounds, document, before, compare, reread };
          return finding(rule, match, policy, check, options.findingsOnly ? [] : rewritesOf(check, match));
        }),
    );
    const problems = policy.problems();
    const { needs = [] } = lowered;
    return {
      ok: true,
      findings: findings.sort((a, b) => a.span.cell - b.span.cell || a.span.start - b.span.start),
      ...(needs.length > 0 && { needs }),
      ...(problems.length > 0 && { problems }),
    };
  } finally {
    lowered.dispose();
  }
}

function lengthOf({ cells }: SourceDocument): number {
  return cells.reduce((total, { text }) => total + text.length, 0);
}

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
  const { computed, leaving } = lowered;
  facts.store.steps.take(computed.length);
  const textOf: RuleContext['textOf'] = (place) => lowered.textOf(place);
  const argumentsOf: RuleContext['argumentsOf'] = (parameter) => lowered.argumentsOf(parameter);
  return { lowered, matches: rule.find({ computed, leaving, ...facts, argumentsOf, textOf }) };
}

function finding(rule: Rule, match: Match, policy: Policy, check: Check, rewrites: readonly Rewrite[]): Finding {
  const { at, message, format, subject } = match;
  // What is in imported files has no place in this document.
  const reasons = match.reasons.filter(({ span }) => span.cell >= 0);
  const { document, before } = check;
  const { lineComment } = frontEnds[document.language];
  const takesComment: LoweredDocument['takesComment'] = (cell, offset) => before.lowered.takesComment(cell, offset);
  const level = policy.levelOf(rule.id, match.severity);
  return {
    rule: rule.id,
    severity: level === 'off' ? 'hint' : level, // a rule that is off is not asked
    span: at.span,
    message,
    format,
    subject,
    reasons,
    rewrites,
    ignore: ignoreEdits(document, { lineComment, takesComment }, policy.ignores, rule.id, at.span),
  };
}
