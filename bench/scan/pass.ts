// Runs in a process of its own, bundled as the command line is:  node scan-pass.cjs FOLDER_OF_DIST PATH…
// Reads and analyses every file of some paths one after the other, twice, and prints what that took as JSON.
import { createAnalyzer } from '../../src/analysis/index.ts';
import { frontEnds } from '../../src/analysis/languages/registry.ts';
import { readAssets } from '../../src/cli/assets.ts';
import { filesAt, type Place } from '../../src/cli/targets.ts';

export interface Pass {
  readonly files: number;
  readonly bytes: number;
  /** Files that were parsed, those that the first look at the text did not pass over. */
  readonly parsed: number;
  readonly parsedBytes: number;
  readonly withFindings: number;
  readonly findings: number;
  readonly failed: number;
  readonly milliseconds: number;
  /** Milliseconds of a processor, collection of garbage included: what else runs on the machine moves them less. */
  readonly processor: number;
  /** Of those, spent in reading files and in the first look. */
  readonly reading: number;
  readonly looking: number;
  /** The longest that one file took, and which. */
  readonly slowest: { readonly file: string; readonly milliseconds: number };
}

export interface Scan {
  readonly cold: Pass;
  readonly warm: Pass;
  /** Bytes of memory at the most. */
  readonly peak: number;
}

async function pass(places: readonly Place[], analyze: Awaited<ReturnType<typeof createAnalyzer>>): Promise<Pass> {
  const done = { files: 0, bytes: 0, parsed: 0, parsedBytes: 0, withFindings: 0, findings: 0, failed: 0 };
  const spent = { reading: 0, looking: 0 };
  let slowest: Pass['slowest'] = { file: '', milliseconds: 0 };
  const [start, startProcessor] = [performance.now(), process.cpuUsage()];
  for (const place of places) {
    if (place.kind === 'error') continue;
    const begun = performance.now();
    const reading = place.read();
    spent.reading += performance.now() - begun;
    done.files += 1;
    if (reading.kind !== 'source') continue;
    const { document, bytes } = reading.source;
    done.bytes += bytes.length;
    const analysis = await analyze.analyze(document, {});
    const milliseconds = performance.now() - begun;
    if (milliseconds > slowest.milliseconds) slowest = { file: place.file, milliseconds };
    if (!analysis.ok) done.failed += 1;
    else if (analysis.findings.length > 0) {
      done.withFindings += 1;
      done.findings += analysis.findings.length;
    }
  }
  const milliseconds = performance.now() - start;
  const { user, system } = process.cpuUsage(startProcessor);
  // Apart, so that it is not counted twice: the analysis looks by itself.
  for (const place of places) {
    const reading = place.kind === 'error' ? undefined : place.read();
    if (reading?.kind !== 'source') continue;
    const { document, bytes } = reading.source;
    const begun = performance.now();
    const parsed = frontEnds[document.language].mayMatter(document.cells.map(({ text }) => text).join('\n'));
    spent.looking += performance.now() - begun;
    done.parsed += Number(parsed);
    done.parsedBytes += parsed ? bytes.length : 0;
  }
  return { ...done, ...spent, milliseconds, processor: (user + system) / 1000, slowest };
}

async function main(): Promise<void> {
  const [dist = '', ...paths] = process.argv.slice(2);
  const places = filesAt(paths, '/');
  const analyzer = await createAnalyzer(readAssets(dist));
  const cold = await pass(places, analyzer);
  const warm = await pass(places, analyzer);
  const scan: Scan = { cold, warm, peak: process.resourceUsage().maxRSS * 1024 };
  process.stdout.write(JSON.stringify(scan));
}

void main();
