import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cpus } from 'node:os';
import { table } from '../table.ts';
import type { AstGrepPass } from './astgrep.ts';
import type { Edits } from './edit.ts';
import type { Pass, Scan } from './pass.ts';
import { bundled, canPin, root, run, runScript } from './process.ts';

/** Debian's Python modules, with python3-torch among them; another tree by SCAN_TREE. */
const tree = process.env['SCAN_TREE'] ?? '/usr/lib/python3/dist-packages';

/** The scan of a tree beside ripgrep and ast-grep, and the way from an edit to findings. */
export async function benchScan(): Promise<void> {
  if (!existsSync(tree)) {
    console.log(
      `${tree} is not there. On Debian: apt-get install python3-torch ripgrep; or set SCAN_TREE to a folder.`,
    );
    return;
  }
  console.log(`Node ${process.versions.node}, ${cpus()[0]?.model ?? 'unknown processor'}, ${tree}`);
  console.log(canPin ? 'Every program on one core.' : 'Every program on as many cores as it takes: no taskset here.');
  const build = spawnSync(process.execPath, ['esbuild.js'], { cwd: root, encoding: 'utf8' });
  if (build.status !== 0) throw new Error(build.stderr);
  const dist = `${root}dist`;
  // The files are in the page cache of the system from here on.
  const ripgrep = ['--no-ignore', '--threads', '1', '--count-matches', '--type', 'py', 'exp|log|softmax', tree];
  run('rg', ripgrep);
  const rg = run('rg', ripgrep);
  const scan = runScript(await bundled('pass'), [dist, tree]) as Scan;
  const astGrep = runScript(await bundled('astgrep'), [`${root}bench`, tree]) as AstGrepPass;
  const program = run(process.execPath, [`${dist}/cli.js`, 'check', '--format', 'json', tree])!;
  const { files, bytes } = scan.warm;
  const row = (name: string, milliseconds: number, processor?: number) => [
    name,
    (milliseconds / 1000).toFixed(2),
    processor === undefined ? '' : (processor / 1000).toFixed(2),
    ((files / milliseconds) * 1000).toFixed(0),
    (bytes / 1000 / milliseconds).toFixed(1),
    (milliseconds / scan.warm.milliseconds).toFixed(3),
  ];
  console.log(
    `\n${table(
      ['', 's', 'of a processor', 'files/s', 'MB/s', 'of ours, warm'],
      [
        row('ours, first pass of a process', scan.cold.milliseconds, scan.cold.processor),
        row('ours, second pass', scan.warm.milliseconds, scan.warm.processor),
        row('the command line from start to end', program.milliseconds),
        ...(rg ? [row('ripgrep, exp or log or softmax', rg.milliseconds)] : [['ripgrep', 'not installed']]),
        row('ast-grep, every file parsed, $M.exp($X)', astGrep.milliseconds, astGrep.processor),
      ],
    )}`,
  );
  stages(scan.warm, scan.peak);
  edits(runScript(await bundled('edit'), [dist, ...withFindings(program.output)]) as Edits);
}

function stages(pass: Pass, peak: number): void {
  const share = (count: number, all: number) => `${((100 * count) / all).toFixed(1)} %`;
  const { files, bytes, parsed, parsedBytes, withFindings: found, findings, failed, slowest } = pass;
  console.log(`\n${files} files, ${megabytes(bytes)} MB
parsed: ${parsed} files (${share(parsed, files)}), ${megabytes(parsedBytes)} MB (${share(parsedBytes, bytes)}); the others were passed over
with findings: ${found} files, ${findings} findings; given up: ${failed}
reading ${pass.reading.toFixed(0)} ms, the first look ${pass.looking.toFixed(0)} ms, the rest ${(pass.milliseconds - pass.reading - pass.looking).toFixed(0)} ms
slowest: ${slowest.file}, ${slowest.milliseconds.toFixed(0)} ms
peak memory ${megabytes(peak)} MB`);
}

function edits({ lines, bytes, findings, places }: Edits): void {
  const times = places.flatMap(({ kind, line, ...time }) => [
    [`${kind}, line ${line}`, time.toFindings, time.processorToFindings, time.toRewrites, time.processorToRewrites],
  ]);
  const header = ['an edit, ms', 'to findings', 'of a processor', 'from there to rewrites', 'of a processor'];
  const shown = times.map(([name, ...rest]) => [`${name}`, ...rest.map((each) => (each as number).toFixed(1))]);
  const worst = [...places].sort((a, b) => b.toFindings - a.toFindings)[0]!;
  console.log(
    `\n${table(header, shown)}\n\nAn edit in ${lines} lines (${megabytes(bytes)} MB, ${findings} findings), medians at ${places.length} places. ` +
      `To its findings: ${quartiles(places.map(({ toFindings }) => toFindings))}, worst ${worst.toFindings.toFixed(1)} ms (${worst.kind}); ` +
      `from there to those with their rewrites: ${quartiles(places.map(({ toRewrites }) => toRewrites))}`,
  );
}

function quartiles(milliseconds: readonly number[]): string {
  const ascending = [...milliseconds].sort((a, b) => a - b);
  const at = (share: number) => ascending[Math.floor(share * (ascending.length - 1))]!.toFixed(1);
  return `median ${at(0.5)} ms, quartiles ${at(0.25)} and ${at(0.75)}`;
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

/** Files of the report, in order, that together have some findings. */
function withFindings(report: string): readonly string[] {
  const { findings } = JSON.parse(report) as { findings: readonly { readonly file: string }[] };
  return [...new Set(findings.map(({ file }) => file))];
}
