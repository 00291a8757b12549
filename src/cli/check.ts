import { collect } from './collect.ts';
import type { Io } from './io.ts';
import { locate } from './locate.ts';
import { displayPath } from './paths.ts';
import { readDocument } from './read.ts';
import type { FileError, LocatedFinding, Report } from './report.ts';
import { RestartingAnalyzer } from './restartingAnalyzer.ts';

/** Analyses what stands at the paths. Nothing ends it early: what cannot be read or analysed is an error in the report. */
export async function check(paths: readonly string[], io: Pick<Io, 'cwd' | 'createAnalyzer'>): Promise<Report> {
  const findings: LocatedFinding[] = [];
  const errors: FileError[] = [];
  const otherLanguages: string[] = [];
  const analyzer = new RestartingAnalyzer(() => io.createAnalyzer());
  const items = collect(paths, io.cwd);
  let files = 0;
  for (const item of items) {
    const file = displayPath(item.path, io.cwd);
    const reading = item.kind === 'error' ? item : readDocument(item.path);
    if (reading.kind === 'error') {
      errors.push({ file, message: reading.message });
      continue;
    }
    if (reading.kind === 'other-language') {
      otherLanguages.push(reading.language);
      continue;
    }
    const analysis = await analyzer.analyze(reading.document);
    if (!analysis.ok) {
      errors.push({ file, message: analysis.message });
      continue;
    }
    files += 1;
    findings.push(...locate(file, reading.document, analysis.findings));
  }
  analyzer.dispose();
  return { files, findings, errors, notes: notes(items.length, otherLanguages) };
}

function notes(found: number, otherLanguages: readonly string[]): string[] {
  if (found === 0) return ['no Python files or notebooks there (folders are searched as .gitignore says)'];
  if (otherLanguages.length === 0) return [];
  const languages = [...new Set(otherLanguages)].sort().join(', ');
  return [`notebooks in other languages than Python left out: ${otherLanguages.length} (${languages})`];
}
