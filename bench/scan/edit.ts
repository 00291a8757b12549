// Runs in a process of its own, bundled as the command line is:  node scan-edit.cjs FOLDER_OF_DIST FILE…
// A file of 5,000 lines is analysed after each of some edits at each of some places; prints what that took as JSON.
import { createAnalyzer, type SourceDocument } from '../../src/analysis/index.ts';
import { ParserPool } from '../../src/analysis/languages/parser.ts';
import { readAssets } from '../../src/cli/assets.ts';
import { readSource } from '../../src/cli/read.ts';
import { placesIn, type Place } from './places.ts';

/** What an edit takes, in milliseconds: the median of some at one place. */
export interface PlaceTimes {
  readonly kind: string;
  readonly line: number;
  /** To its findings, as an editor publishes them first, and from there to those with their rewrites. */
  readonly toFindings: number;
  readonly toRewrites: number;
  /** The same of a processor. */
  readonly processorToFindings: number;
  readonly processorToRewrites: number;
}

export interface Edits {
  readonly lines: number;
  readonly bytes: number;
  readonly findings: number;
  readonly places: readonly PlaceTimes[];
}

const lines = 5000;
const edits = 7;

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
  const assets = readAssets(dist);
  const analyzer = await createAnalyzer(assets);
  const analyze = async (edited: string, findingsOnly: boolean) => {
    const cells = [{ index: 0, text: edited }];
    const document: SourceDocument = { language: 'python', kind: 'file', identity: 'edited', cells };
    const [start, processor] = [performance.now(), process.cpuUsage()];
    const analysis = await analyzer.analyze(document, { findingsOnly });
    const { user, system } = process.cpuUsage(processor);
    if (!analysis.ok) throw new Error(analysis.message);
    const milliseconds = performance.now() - start;
    return { findings: analysis.findings.length, milliseconds, processor: (user + system) / 1000 };
  };
  const { findings } = await analyze(whole, false);
  const times = async ({ kind, line, typed, offset }: Place): Promise<PlaceTimes> => {
    const all = { toFindings: [], toRewrites: [], processorToFindings: [], processorToRewrites: [] } as Record<
      keyof Omit<PlaceTimes, 'kind' | 'line'>,
      number[]
    >;
    // The first one takes back what was typed at the place before.
    for (let count = 0; count <= edits; count++) {
      const edited = whole.slice(0, offset) + typed(count + 1) + whole.slice(offset);
      const [first, second] = [await analyze(edited, true), await analyze(edited, false)];
      if (count === 0) continue;
      all.toFindings.push(first.milliseconds);
      all.processorToFindings.push(first.processor);
      all.toRewrites.push(second.milliseconds);
      all.processorToRewrites.push(second.processor);
    }
    return {
      kind,
      line,
      toFindings: median(all.toFindings),
      toRewrites: median(all.toRewrites),
      processorToFindings: median(all.processorToFindings),
      processorToRewrites: median(all.processorToRewrites),
    };
  };
  const places: PlaceTimes[] = [];
  for (const place of await placesOf(whole, assets)) places.push(await times(place));
  const result: Edits = { lines: whole.split('\n').length - 1, bytes: Buffer.byteLength(whole), findings, places };
  process.stdout.write(JSON.stringify(result));
}

async function placesOf(
  whole: string,
  { runtime, grammars }: ReturnType<typeof readAssets>,
): Promise<readonly Place[]> {
  const pool = await ParserPool.create(runtime, grammars);
  const { parse } = await pool.for('python', new Set());
  const source = parse({ cell: 0, text: whole });
  if (!source) throw new Error('The text could not be parsed.');
  const places = placesIn(source.root);
  source.dispose();
  pool.dispose();
  return places;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}

void main();
