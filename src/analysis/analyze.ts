// One document from text to findings.
import type { Analysis, Finding, SourceDocument } from './findings.ts';
import type { LoweredDocument } from './languages/frontEnd.ts';
import type { ParserPool } from './languages/parser.ts';
import { frontEnds } from './languages/registry.ts';
import { ruleCatalog } from './rules/catalog.ts';
import { rules } from './rules/registry.ts';
import type { Match, RuleContext } from './rules/rule.ts';
import { Bounds } from './terms/bounds/bounds.ts';
import { TermStore } from './terms/store.ts';

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
  const lowered = frontEnd.lower(document, parse, store);
  if (!lowered) return { ok: false, code: 'timeout', message: 'Parsing took too long and was given up.' };
  try {
    return { ok: true, findings: findingsOf(lowered, store) };
  } finally {
    lowered.dispose();
  }
}

function findingsOf(lowered: LoweredDocument, store: TermStore): readonly Finding[] {
  const context: RuleContext = {
    computed: lowered.computed,
    leaving: lowered.leaving,
    store,
    bounds: new Bounds(),
    textOf: (place) => lowered.textOf(place),
  };
  const findings = rules.flatMap((rule) => rule.find(context).map((match) => finding(rule.id, match)));
  return findings.sort((a, b) => a.span.cell - b.span.cell || a.span.start - b.span.start);
}

function finding(rule: string, match: Match): Finding {
  const { at, message, format, subject, reasons } = match;
  const severity = ruleCatalog.find(({ id }) => id === rule)?.defaultSeverity ?? 'warning';
  return { rule, severity, span: at.span, message, format, subject, reasons, rewrites: [] };
}
