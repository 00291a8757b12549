import type { Analysis, Finding } from '../../analysis/index.ts';
import { editNotebook } from '../../analysis/notebook/index.ts';
import { withText, type Source } from '../read.ts';
import { chooseRewrites } from './choose.ts';

type Analyzed = Extract<Analysis, { ok: true }>;

export interface Fixed {
  readonly source: Source;
  readonly analysis: Analyzed;
  readonly fixes: number;
}

/** Rewrites that touch each other are made one after the other; more rounds than this nobody has seen. */
const maxRounds = 10;

/**
 * Makes rewrites until none is left to make. Every text on the way is analysed; one that reads worse than the one before is
 * not taken. `wanted` says which findings are to be rewritten.
 */
export async function fixSource(
  source: Source,
  analysis: Analyzed,
  which: 'safe' | 'all',
  wanted: (findings: readonly Finding[], source: Source) => readonly Finding[],
  analyze: (source: Source) => Promise<Analysis>,
): Promise<Fixed> {
  let fixed: Fixed = { source, analysis, fixes: 0 };
  for (let round = 0; round < maxRounds; round += 1) {
    const findings = wanted(fixed.analysis.findings, fixed.source);
    const { edits, made } = chooseRewrites(findings, which, fixed.source.document);
    if (made === 0) break;
    const reading = withText(fixed.source, edited(fixed.source, edits));
    if (reading.kind !== 'source') break;
    const after = await analyze(reading.source);
    if (!after.ok || after.findings.length >= fixed.analysis.findings.length) break;
    fixed = { source: reading.source, analysis: after, fixes: fixed.fixes + made };
  }
  return fixed;
}

function edited({ kind, text }: Source, edits: Parameters<typeof editNotebook>[1]): string {
  if (kind === 'notebook') return editNotebook(text, edits);
  let result = '';
  let done = 0;
  for (const { start, end, text: by } of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    result += text.slice(done, start) + by;
    done = end;
  }
  return result + text.slice(done);
}
