// The entry of dist/cli.js.
import { createAnalyzer } from '../analysis/index.ts';
import { readAssets, readVersion, scriptFolder } from './assets.ts';
import { outputTo } from './output.ts';
import { run } from './run.ts';
import { programName } from './usage.ts';

async function main(): Promise<void> {
  const folder = scriptFolder(process.argv[1]!);
  // Never process.exit: it would cut off what a slow pipe has not taken yet.
  process.exitCode = await run(process.argv.slice(2), {
    cwd: process.cwd(),
    env: process.env,
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    version: readVersion(folder),
    createAnalyzer: () => createAnalyzer(readAssets(folder)),
  });
}

main().catch((error: unknown) => {
  process.exitCode = 2;
  process.stderr.write(`${programName}: ${description(error)}\n`);
});

/** A full disk says enough by itself; anything else is a bug, whose report needs the place. */
function description(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error ? error.message : (error.stack ?? error.message);
}
