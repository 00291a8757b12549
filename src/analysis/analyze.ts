// One document from text to findings.
import type { Analysis, Finding, Rewrite, SourceDocument } from './findings.ts';
import type { LoweredDocument } from './languages/frontEnd.ts';
import type { ParserPool } from './languages/parser.ts';
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
import { TermStore } from './terms/store.ts';
import type { Compare } from './verify/cache.ts';
import type { Check, Reading } from './verify/verify.ts';

/** UTF-16 units of one document. Beyond are data that happen to be code; the parser takes a second for it. */
const maxLength = 4_000_000;

export async function analyzeDocument(
  document: SourceDocument,
  pool: ParserPool,
  compare: Compare,
  options: AnalysisOptions = {},
): Promise<Analysis> {
  const frontEnd = frontEnds[document.language];
  const hasDirectives = mayHoldDirectives(document);
  // Together: a cell may use what another imports.
  const mayMatter = frontEnd.mayMatter(document.cells.map(({ text }) => text).join('\n'));
  if (!mayMatter && !hasDirectives) return { ok: true, findings: [] };
  const length = document.cells.reduce((total, { text }) => total + text.length, 0);
  if (length > maxLength) {
    const message = `The text has ${length} characters; at most ${maxLength} are analysed.`;
    return { ok: false, code: 'too-large', message };
  }
  const parse = await pool.for(document.language);
  const store = new TermStore();
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
        const again = lowered.edited(after, edits, { scopes });
        return again && reading(rule, again, { store, bounds, format });
      };
      return { rule, before, reread };
    });
    const covered = coveredPlaces(readings);
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
