// Runs in a process of its own, bundled as the command line is:  node scan-edit.cjs FOLDER_OF_DIST FILE…
// A file of 5,000 lines is analysed after each of some edits; prints what that took as JSON.
import { createAnalyzer, type SourceDocument } from '../../src/analysis/index.ts';
import { readAssets } from '../../src/cli/assets.ts';
import { readSource } from '../../src/cli/read.ts';

export interface Edits {
  readonly lines: number;
  readonly bytes: number;
  readonly findings: number;
  /** Of each edit, in order: to its findings, as an editor publishes them first, and to those with their rewrites. */
  readonly toFindings: readonly number[];
  readonly toRewrites: readonly number[];
}

const lines = 5000;
const edits = 41;

/** Whole statements of the files, one file after the other, up to so many lines. */
function text(paths: readonly string[]): string {
  const all: string[] = [];
  for (const path of paths) {
    const reading = readSource(path);
    if (reading.kind === 'source') all.push(...reading.source.text.split('\n'));
    if (all.length >= lines) break;
  }
  let end = Math.min(lines, all.length);
  while (end > 0 && /^(?:[\s)\]}]|$)/.test(all[end] ?? 'end')) end -= 1;
  return `${all.slice(0, end).join('\n')}\n`;
}

async function main(): Promise<void> {
  const [dist = '', ...paths] = process.argv.slice(2);
  const whole = text(paths);
  const analyzer = await createAnalyzer(readAssets(dist));
  const analyze = async (edited: string, findingsOnly: boolean) => {
    const cells = [{ index: 0, text: edited }];
    const document: SourceDocument = { language: 'python', kind: 'file', identity: 'edited', cells };
    const start = performance.now();
    const analysis = await analyzer.analyze(document, { findingsOnly });
    if (!analysis.ok) throw new Error(analysis.message);
    return { findings: analysis.findings.length, milliseconds: performance.now() - start };
  };
  const { findings } = await analyze(whole, false);
  // Somebody types in the middle of it.
  const place = whole.indexOf('\n', whole.length >> 1);
  const times = { toFindings: [] as number[], toRewrites: [] as number[] };
  for (let count = 1; count <= edits; count++) {
    const edited = `${whole.slice(0, place)} # ${'x'.repeat(count)}${whole.slice(place)}`;
    times.toFindings.push((await analyze(edited, true)).milliseconds);
    times.toRewrites.push((await analyze(edited, false)).milliseconds);
  }
  const result: Edits = {
    lines: whole.split('\n').length - 1,
    bytes: Buffer.byteLength(whole),
    findings,
    ...times,
  };
  process.stdout.write(JSON.stringify(result));
}

void main();
