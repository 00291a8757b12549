// One document from text to findings.
import type { Analysis, Finding, SourceDocument } from './findings.ts';
import type { LoweredDocument } from './languages/frontEnd.ts';
import type { ParserPool } from './languages/parser.ts';
import { frontEnds } from './languages/registry.ts';
import { rewritesOf } from './rewrites.ts';
import { ruleCatalog } from './rules/catalog.ts';
import { rules } from './rules/registry.ts';
import type { Match, Rule } from './rules/rule.ts';
import { Bounds } from './terms/bounds/bounds.ts';
import type { Occurrence } from './terms/occurrence.ts';
import { TermStore } from './terms/store.ts';
import type { Check, Reading } from './verify/verify.ts';

/** UTF-16 units of one document. Beyond are data that happen to be code; the parser takes a second for it. */
const maxLength = 4_000_000;

export async function analyzeDocument(document: SourceDocument, pool: ParserPool): Promise<Analysis> {
  const frontEnd = frontEnds[document.language];
  if (!document.cells.some(({ text }) => frontEnd.mayMatter(text))) return { ok: true, findings: [] };
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
    const readings = rules.map((rule) => {
      const before = reading(rule, lowered, store, bounds);
      const reread: Check['reread'] = (after, edits, scopes) => {
        const again = lowered.edited(after, edits, { scopes });
        return again && reading(rule, again, store, bounds);
      };
      return { rule, before, reread };
    });
    const covered = coveredPlaces(readings);
    const findings = readings.flatMap(({ rule, before, reread }) =>
      before.matches
        .filter(({ at }) => ![...(covered.get(at) ?? [])].some((other) => other !== rule.id))
        .map((match) => finding(rule, match, { store, bounds, document, before, reread })),
    );
    return { ok: true, findings: findings.sort((a, b) => a.span.cell - b.span.cell || a.span.start - b.span.start) };
  } finally {
    lowered.dispose();
  }
}

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

function reading(rule: Rule, lowered: LoweredDocument, store: TermStore, bounds: Bounds): Reading {
  const { computed, leaving } = lowered;
  return {
    lowered,
    matches: rule.find({ computed, leaving, store, bounds, textOf: (place) => lowered.textOf(place) }),
  };
}

function finding(rule: Rule, match: Match, check: Check): Finding {
  const { at, message, format, subject, reasons } = match;
  const severity = match.severity ?? ruleCatalog.find(({ id }) => id === rule.id)?.defaultSeverity ?? 'warning';
  const rewrites = rewritesOf(check, match);
  return { rule: rule.id, severity, span: at.span, message, format, subject, reasons, rewrites };
}
