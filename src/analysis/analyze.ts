// One document from text to findings.
import { analyzePart } from './analyzePart.ts';
import { analyzePrepared, type KnownRewrites, type Task } from './analyzePrepared.ts';
import type { Analysis, SourceDocument } from './findings.ts';
import type { Histories } from './incremental/histories.ts';
import type { Outline } from './languages/frontEnd.ts';
import type { ParserPool, Parsing } from './languages/parser.ts';
import { namesGiven } from './languages/given.ts';
import { outlineOf } from './languages/outline.ts';
import { readOnce } from './languages/readOnce.ts';
import { frontEnds } from './languages/registry.ts';
import { mayHoldDirectives } from './policy/directives.ts';
import type { AnalysisOptions } from './policy/options.ts';
import {
  answer,
  lengthOf,
  matchesOf,
  parsingTooLong,
  prepare,
  readingsOf,
  usualLimits,
  wantedBy,
  type Limits,
  type Prepared,
  type Wanted,
} from './reading.ts';
import { OutOfSteps } from './terms/steps.ts';
import type { Compare } from './verify/cache.ts';

/** UTF-16 units of one document. Beyond are data that happen to be code; the parser takes a second for it. */
const maxLength = 4_000_000;

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
  const text = document.cells.map((cell) => cell.text).join('\n');
  const hasUsers = document.modules?.some(({ isUser }) => isUser) === true;
  const identity =
    hasUsers || document.identity === undefined ? undefined : `${document.language} ${document.identity}`;
  // Another version of it was not passed over, and most edits leave that so: asking takes longer than what is new in it.
  const isKnown = frontEnd.partition && identity !== undefined && histories?.has(identity) === true;
  if (!hasUsers && !hasDirectives && !isKnown && !frontEnd.mayMatter(text)) {
    const asks = namesGiven(text, document.language, false);
    return { ok: true, findings: [], ...(asks.length > 0 && { asks }) };
  }
  const length = lengthOf(document);
  if (length > maxLength) {
    const message = `The text has ${length} characters; at most ${maxLength} are analysed.`;
    return { ok: false, code: 'too-large', message };
  }
  const languages = (document.modules ?? []).flatMap(({ language }) => language ?? []);
  const parsing = await pool.for(document.language, new Set(languages));
  // Which functions its users call with what is not followed from one version to the next.
  const history = identity === undefined ? undefined : histories?.of(identity);
  history?.trees.keepOnly(document);
  const reader = history?.trees.reading(parsing) ?? parsing;
  try {
    const task = { compare, options, limits };
    const analyzed = history && analyzePart(document, reader, task, history);
    if (analyzed?.analysis) return analyzed.analysis;
    return analyzeWhole(document, reader, task, analyzed?.known);
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    const message = `The analysis took more than ${limits.finding} steps and was given up.`;
    return { ok: false, code: 'timeout', message };
  }
}

function analyzeWhole(
  document: SourceDocument,
  parsing: Parsing,
  { compare, options, limits }: Task,
  known?: KnownRewrites,
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
    const task = { compare, options, limits };
    if (!looked.by) return analyzePrepared(document, prepared, task, known);
    const wanted = wantedIfNothing(document, prepared);
    if (wanted) return answer([], prepared.policy, wanted);
    const whole = prepare(document, reader, options, limits);
    return whole ? analyzePrepared(document, whole, task, known) : parsingTooLong;
  } finally {
    reader.dispose();
  }
}

/** What a document asks for, if no rule finds anything in it. */
function wantedIfNothing(document: SourceDocument, prepared: Prepared): Wanted | undefined {
  const { lowered } = prepared;
  try {
    return matchesOf(readingsOf(prepared)).length === 0 ? wantedBy(document, lowered) : undefined;
  } finally {
    lowered.dispose();
  }
}
