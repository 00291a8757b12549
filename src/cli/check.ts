import type { Baseline } from './baseline.ts';
import { checkFile, type Outcome, type Run } from './checkFile.ts';
import type { CheckOptions } from './args.ts';
import type { Configs } from './config/configs.ts';
import type { Io } from './io.ts';
import { Modules } from './modules/modules.ts';
import { displayPath } from './paths.ts';
import { Progress, showsProgress } from './progress.ts';
import type { Report } from './report.ts';
import type { Place } from './targets.ts';

export interface CheckInput {
  readonly options: CheckOptions;
  readonly configs: Configs;
  readonly baseline: Baseline | undefined;
  readonly places: readonly Place[];
}

export interface CheckResult {
  readonly report: Report;
  /** What was found in each file that was checked, by its absolute path, before the baseline took some away. */
  readonly found: ReadonlyMap<string, readonly { readonly rule: string; readonly code: string }[]>;
}

/** Analyses what stands at the places. Nothing ends it early: what cannot be read or analysed is an error in the report. */
export async function check(input: CheckInput, io: Io): Promise<CheckResult> {
  const { places, options, configs, baseline } = input;
  const progress = new Progress(io.stderr, showsProgress(io.stderr, io.env));
  const pool = io.createPool(places.length);
  const run: Run = { options, configs, baseline, pool, modules: new Modules(options.paths, io.cwd) };
  const outcomes: Outcome[] = [];
  let next = 0;
  let done = 0;
  /** Takes one place after the other; as many of these as the pool can be busy with. */
  const follow = async (): Promise<void> => {
    while (next < places.length) {
      const index = next;
      next += 1;
      const place = places[index]!;
      outcomes[index] = place.kind === 'error' ? place : await checkFile(place, run);
      done += 1;
      await progress.update(done, places.length);
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(pool.width, places.length) }, follow));
  } finally {
    await pool.dispose();
    await progress.end();
  }
  return collected(places, outcomes, io.cwd);
}

function collected(places: readonly Place[], outcomes: readonly Outcome[], cwd: string): CheckResult {
  const report = { files: 0, known: 0, findings: [], problems: [], errors: [], fixed: [], notes: [] } as Growing;
  const found = new Map<string, { rule: string; code: string }[]>();
  const otherLanguages: string[] = [];
  const badConfigs = new Set<string>();
  let excluded = 0;
  for (const [index, outcome] of outcomes.entries()) {
    const { file, path } = places[index]!;
    switch (outcome.kind) {
      case 'error':
        report.errors.push({ file, message: outcome.message });
        break;
      case 'bad-config':
        if (!badConfigs.has(outcome.path)) {
          report.errors.push({ file: displayPath(outcome.path, cwd), message: outcome.message });
        }
        badConfigs.add(outcome.path);
        break;
      case 'other-language':
        otherLanguages.push(outcome.language);
        break;
      case 'excluded':
        excluded += 1;
        break;
      case 'checked':
        report.files += 1;
        report.findings.push(...outcome.findings);
        report.problems.push(...outcome.problems);
        report.known += outcome.all.length - outcome.findings.length;
        if (outcome.fixes > 0) report.fixed.push({ file, fixes: outcome.fixes, diff: outcome.diff });
        if (outcome.notWritten !== undefined) report.errors.push({ file, message: outcome.notWritten });
        found.set(
          path,
          outcome.all.map(({ finding, code }) => ({ rule: finding.rule, code })),
        );
    }
  }
  report.notes.push(...notes(places.length, otherLanguages, excluded));
  return { report, found };
}

/** A report that is still being written. */
type Growing = { -readonly [Key in keyof Report]: Report[Key] extends readonly (infer Item)[] ? Item[] : Report[Key] };

function notes(found: number, otherLanguages: readonly string[], excluded: number): string[] {
  if (found === 0)
    return ['no Python, JavaScript or TypeScript files or notebooks there (folders are searched as .gitignore says)'];
  const lines = excluded > 0 ? [`left out, as the configuration excludes them: ${excluded}`] : [];
  if (otherLanguages.length === 0) return lines;
  const languages = [...new Set(otherLanguages)].sort().join(', ');
  return [...lines, `notebooks in other languages than Python left out: ${otherLanguages.length} (${languages})`];
}
