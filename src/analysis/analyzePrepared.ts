// All that is found in a document that has been read, with its rewrites.
import type { Analysis, Rewrite, SourceDocument } from './findings.ts';
import type { Found } from './incremental/kept.ts';
import type { AnalysisOptions } from './policy/options.ts';
import { answer, found, matchesOf, readingsOf, reported, wantedBy, type Limits, type Prepared } from './reading.ts';
import { rewritesOf } from './rewrites.ts';
import { Steps } from './terms/steps.ts';
import type { Compare } from './verify/cache.ts';

/** What is asked of a document. */
export interface Task {
  readonly compare: Compare;
  readonly options: AnalysisOptions;
  readonly limits: Limits;
}

/** The rewrites of a finding, if they are what they were in another version. */
export type KnownRewrites = (found: Found) => readonly Rewrite[] | undefined;

/** Frees what was prepared. */
export function analyzePrepared(
  document: SourceDocument,
  prepared: Prepared,
  { compare, options, limits }: Task,
  known?: KnownRewrites,
): Analysis {
  const { lowered, store, bounds, policy } = prepared;
  try {
    const readings = readingsOf(prepared);
    store.steps = new Steps(limits.rewriting);
    const findings = matchesOf(readings)
      .filter(({ reading: { rule }, match }) => !policy.silences(rule.id, match.at.span))
      .map(({ reading: { rule, before, reread }, match }) => {
        const check = { store, bounds, document, before, compare, reread };
        const each = found(rule, match, policy);
        const rewrites = options.findingsOnly ? [] : (known?.(each) ?? rewritesOf(check, match).rewrites);
        return { ...reported(each, document, prepared), rewrites };
      });
    return answer(findings, policy, wantedBy(document, lowered));
  } finally {
    lowered.dispose();
  }
}
