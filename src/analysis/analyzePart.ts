// A version of a document of which others are known, from what is different in it.
import { analyzePrepared, type KnownRewrites, type Task } from './analyzePrepared.ts';
import type { Analysis, SourceDocument } from './findings.ts';
import type { Current, History } from './incremental/history.ts';
import type { Found } from './incremental/kept.ts';
import type { Parsing } from './languages/parser.ts';
import { frontEnds } from './languages/registry.ts';
import {
  answer,
  found,
  matchesOf,
  parsingTooLong,
  prepare,
  readingsOf,
  reported,
  wantedBy,
  type Limits,
  type Prepared,
  type RuleReading,
} from './reading.ts';
import { rewritesOf } from './rewrites.ts';
import { rules } from './rules/registry.ts';
import type { Match } from './rules/rule.ts';
import { Steps } from './terms/steps.ts';

/** The analysis; without it what can be taken over by one of the whole. */
export interface AnalyzedPart {
  readonly analysis?: Analysis;
  readonly known?: KnownRewrites;
}

/** The findings of a document of which other versions are known; undefined if parts of it cannot be told apart. */
export function analyzePart(
  document: SourceDocument,
  parsing: Parsing,
  task: Task,
  history: History,
): AnalyzedPart | undefined {
  const { partition } = frontEnds[document.language];
  if (!partition) return undefined;
  const { findingsOnly = false, ...options } = task.options;
  for (;;) {
    let current: Current | undefined;
    const prepared = prepare(document, parsing, options, task.limits, (sources, { format }, zeros) => {
      // A comment may say in which format code computes: that is the same for all of it, and so are settings.
      const settings = [[...zeros].sort(), partition.settingsIn?.(sources)];
      const circumstances = JSON.stringify([options, document.kind, format, settings]);
      // What a rewrite does to a text with errors is not told from one function.
      if (!findingsOnly && sources.some(({ hasErrors }) => hasErrors)) return 'relevant';
      current = history.version(sources, document, partition, circumstances, !findingsOnly);
      return { part: current.version.part };
    });
    if (!prepared) return { analysis: parsingTooLong };
    if (!current) return { analysis: analyzePrepared(document, prepared, task) };
    const { lowered, policy, store } = prepared;
    try {
      const matches = matchesOf(readingsOf(prepared));
      store.steps = new Steps(task.limits.rewriting);
      const all = matches.map((each) => foundIn(document, prepared, task, current!, each));
      const complete = current.complete(all, wantedBy(document, lowered));
      if (!complete) continue; // then everything is looked at
      const ranks = new Map(rules.map(({ id }, rank) => [id, rank]));
      const audible = [...complete.found]
        .sort((a, b) => ranks.get(a.rule)! - ranks.get(b.rule)!)
        .filter(({ rule, span }) => !policy.silences(rule, span));
      if (!findingsOnly && !areAllMade(audible, task.limits)) return { known: knownFrom(audible) };
      const findings = audible.map(({ made, ...each }) => ({
        ...reported(each, document, prepared),
        rewrites: findingsOnly ? [] : made!.rewrites,
      }));
      return { analysis: answer(findings, policy, complete.wanted) };
    } finally {
      lowered.dispose();
    }
  }
}

/** What a rule has found, with its rewrites where they are asked for and not known. */
function foundIn(
  document: SourceDocument,
  prepared: Prepared,
  { compare, options }: Task,
  { version }: Current,
  { reading: { rule, before, reread }, match }: { readonly reading: RuleReading; readonly match: Match },
): Found {
  const { store, bounds, policy } = prepared;
  const each = found(rule, match, policy);
  if (options.findingsOnly === true || !version.isFresh(each.span) || policy.silences(rule.id, each.span)) return each;
  const made = rewritesOf({ store, bounds, document, before, compare, reread }, match);
  return version.isSeenWhole(each, made) ? { ...each, made } : each;
}

/** Whether all rewrites are known, and would be made in one go. */
function areAllMade(all: readonly Found[], { rewriting }: Limits): boolean {
  const steps = all.reduce((sum, { made }) => sum + (made?.steps ?? Infinity), 0);
  return steps <= rewriting;
}

function knownFrom(all: readonly Found[]): KnownRewrites {
  const keyOf = ({ rule, span, message }: Found) => JSON.stringify([rule, span, message]);
  const known = new Map(all.map((each) => [keyOf(each), each.made?.rewrites]));
  return (each) => known.get(keyOf(each));
}
