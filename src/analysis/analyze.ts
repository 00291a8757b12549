// One document from text to findings.
import type { Analysis, Finding, SourceDocument } from './findings.ts';
import type { FrontEnd } from './languages/frontEnd.ts';
import type { ParserPool, Parse } from './languages/parser.ts';
import { frontEnds } from './languages/registry.ts';
import { rewritesOf } from './rewrites.ts';
import { ruleCatalog } from './rules/catalog.ts';
import { rules } from './rules/registry.ts';
import type { Match, Rule } from './rules/rule.ts';
import { Bounds } from './terms/bounds/bounds.ts';
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
  const findings: Finding[] = [];
  for (const rule of rules) {
    const read = (text: SourceDocument) => readWith(rule, frontEnd, parse, store, bounds, text);
    const before = read(document);
    if (!before) return { ok: false, code: 'timeout', message: 'Parsing took too long and was given up.' };
    try {
      const check: Check = { store, bounds, document, before, read };
      findings.push(...before.matches.map((match) => finding(rule, match, check)));
    } finally {
      before.lowered.dispose();
    }
  }
  return { ok: true, findings: findings.sort((a, b) => a.span.cell - b.span.cell || a.span.start - b.span.start) };
}

function readWith(
  rule: Rule,
  frontEnd: FrontEnd,
  parse: Parse,
  store: TermStore,
  bounds: Bounds,
  document: SourceDocument,
): Reading | undefined {
  const lowered = frontEnd.lower(document, parse, store);
  if (!lowered) return undefined;
  const { computed, leaving } = lowered;
  const matches = rule.find({ computed, leaving, store, bounds, textOf: (place) => lowered.textOf(place) });
  return { lowered, matches };
}

function finding(rule: Rule, match: Match, check: Check): Finding {
  const { at, message, format, subject, reasons } = match;
  const severity = ruleCatalog.find(({ id }) => id === rule.id)?.defaultSeverity ?? 'warning';
  const rewrites = rewritesOf(check, match);
  return { rule: rule.id, severity, span: at.span, message, format, subject, reasons, rewrites };
}
