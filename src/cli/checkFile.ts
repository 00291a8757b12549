// One file from its bytes to its part of the report.
import { dirname } from 'node:path';
import type { Analysis, AnalysisOptions, Finding, ProjectModule, SourceDocument } from '../analysis/index.ts';
import { withModules } from '../analysis/withModules.ts';
import type { CheckOptions } from './args.ts';
import type { Baseline } from './baseline.ts';
import { analysisOptions, isExcluded, type Configs } from './config/configs.ts';
import { unifiedDiff } from './fix/diff.ts';
import { encodeLike } from './fix/encode.ts';
import { fixSource } from './fix/fixSource.ts';
import { Locator } from './locate.ts';
import type { Modules } from './modules/modules.ts';
import type { AnalysisPool } from './pool/pool.ts';
import type { Reading, Source } from './read.ts';
import type { LocatedFinding, LocatedProblem } from './report.ts';

/** What is the same for every file of a run. */
export interface Run {
  readonly options: CheckOptions;
  readonly configs: Configs;
  readonly baseline: Baseline | undefined;
  readonly pool: AnalysisPool;
  readonly modules: Modules;
}

export interface Target {
  /** Absolute, as it is to be named. */
  readonly path: string;
  /** Absolute, without links: where the file's configuration is looked for. */
  readonly realPath: string;
  /** As the report names it. */
  readonly file: string;
  read(): Reading;
  /** Puts other bytes in place of those that were read; what went wrong, in words. */
  write(before: Uint8Array, after: Uint8Array): string | undefined;
}

export type Outcome =
  | { readonly kind: 'error'; readonly message: string }
  | { readonly kind: 'bad-config'; readonly path: string; readonly message: string }
  | { readonly kind: 'other-language'; readonly language: string }
  | { readonly kind: 'excluded' }
  | Checked;

export interface Checked {
  readonly kind: 'checked';
  readonly findings: readonly LocatedFinding[];
  readonly problems: readonly LocatedProblem[];
  /** Before the baseline took some away. */
  readonly all: readonly LocatedFinding[];
  readonly fixes: number;
  readonly diff: string;
  /** Why a rewritten file was not written. */
  readonly notWritten: string | undefined;
}

export async function checkFile(target: Target, run: Run): Promise<Outcome> {
  const { options, pool } = run;
  const found = run.configs.forFolder(dirname(target.realPath));
  if (found.kind === 'error') {
    const { line, message } = found.error;
    return { kind: 'bad-config', path: found.path, message: line === undefined ? message : `line ${line}: ${message}` };
  }
  const config = found.kind === 'config' ? found.config : undefined;
  if (isExcluded(config, target.realPath)) return { kind: 'excluded' };
  const reading = target.read();
  if (reading.kind !== 'source') return reading;
  const asked = analysisOptions(config, options, target.realPath);
  const { analysis, modules } = await analyzed(target, reading.source, run, asked);
  if (!analysis.ok) return { kind: 'error', message: analysis.message };
  const before = located(target, reading.source, analysis, run);
  const wanted = (findings: readonly Finding[], source: Source) => {
    const codes = new Locator(target.file, source).findings(findings);
    return unknown(target, codes, run).map(({ finding }) => finding);
  };
  if (options.fix === 'none' || before.findings.length === 0) return before;

  const analyze = ({ document }: Source): Promise<Analysis> => pool.analyze(together(document, modules), asked);
  const fixed = await fixSource(reading.source, analysis, options.fix, wanted, analyze);
  if (fixed.fixes === 0) return before;
  const diff = unifiedDiff(target.file, reading.source.text, fixed.source.text);
  if (options.diff) return { ...before, fixes: fixed.fixes, diff };
  const bytes = encodeLike(reading.source, fixed.source.text);
  run.modules.keep(target.realPath, reading.source);
  const notWritten = bytes
    ? target.write(reading.source.bytes, bytes)
    : 'not written: the rewritten text cannot be stored in its encoding';
  if (notWritten !== undefined) return { ...before, notWritten };
  return { ...located(target, fixed.source, fixed.analysis, run), fixes: fixed.fixes, diff };
}

interface Analyzed {
  readonly analysis: Analysis;
  /** What the analysis saw of other files. */
  readonly modules: readonly ProjectModule[] | undefined;
}

/** The analysis of a file together with what it imports. Only the last one makes rewrites. */
async function analyzed(
  { realPath }: Target,
  source: Source,
  { pool, modules }: Run,
  options: AnalysisOptions,
): Promise<Analyzed> {
  const { document } = source;
  const alone = await pool.analyze(document, options);
  if (!alone.ok || (!alone.needs && !alone.asks)) return { analysis: alone, modules: undefined };
  const completed = await withModules(document, alone, modules.around(realPath, source), (more) =>
    pool.analyze(more, { ...options, findingsOnly: true }),
  );
  const { analysis } = completed;
  if (completed.document === document || !analysis.ok || analysis.findings.length === 0) {
    return { analysis, modules: completed.document.modules };
  }
  return { analysis: await pool.analyze(completed.document, options), modules: completed.document.modules };
}

function together(document: SourceDocument, modules: readonly ProjectModule[] | undefined): SourceDocument {
  return modules ? { ...document, modules } : document;
}

function located(target: Target, source: Source, analysis: Extract<Analysis, { ok: true }>, run: Run): Checked {
  const locator = new Locator(target.file, source);
  const all = locator.findings(analysis.findings);
  const findings = unknown(target, all, run);
  const problems = locator.problems(analysis.problems ?? []);
  return { kind: 'checked', findings, problems, all, fixes: 0, diff: '', notWritten: undefined };
}

/** What the baseline does not have. */
function unknown(
  { path }: Target,
  findings: readonly LocatedFinding[],
  { baseline, options }: Run,
): readonly LocatedFinding[] {
  if (!baseline || options.updateBaseline) return findings;
  const keyed = findings.map((located) => ({ rule: located.finding.rule, code: located.code, located }));
  return baseline.unknown(path, keyed).map((each) => each.located);
}
