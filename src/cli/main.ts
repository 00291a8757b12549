// The entry of dist/cli.js: the program, and in its threads the analysis.
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import { createAnalyzer } from '../analysis/index.ts';
import { packageAround, readAssets, scriptFolder } from './assets.ts';
import { outputTo } from './output.ts';
import { WorkerPool } from './pool/pool.ts';
import { serve } from './pool/thread.ts';
import { run } from './run.ts';
import { programName } from './usage.ts';

/** Milliseconds for one file; the slowest real one seen takes a hundredth of it. */
const timeLimit = 120_000;
/** Files below which another thread takes longer to start than it saves. */
const filesPerThread = 8;

async function main(): Promise<void> {
  const script = process.argv[1]!;
  const folder = scriptFolder(script);
  const { root, version } = packageAround(folder);
  // Never process.exit: it would cut off what a slow pipe has not taken yet.
  process.exitCode = await run(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    version,
    readStdin: () => buffer(process.stdin),
    readPage: (path) => readFileSync(join(root, path), 'utf8'),
    createPool: (files) => {
      const size = Math.min(availableParallelism(), Math.ceil(files / filesPerThread));
      return new WorkerPool({ script: __filename, workerData: folder, size: Math.max(1, size), timeLimit });
    },
  });
}

if (isMainThread) {
  main().catch((error: unknown) => {
    process.exitCode = 2;
    process.stderr.write(`${programName}: ${description(error)}\n`);
  });
} else {
  const folder = workerData as string; // what createPool gives
  serve(parentPort!, () => createAnalyzer(readAssets(folder)));
}

/** A full disk says enough by itself; anything else is a bug, whose report needs the place. */
function description(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : (error.stack ?? error.message);
}
