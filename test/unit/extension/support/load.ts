import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type * as Entry from './entry.ts';

/** The extension's own runner with a stand-in for VS Code in the place of VS Code. */
export async function loadRunner(): Promise<typeof Entry> {
  const folder = mkdtempSync(join(tmpdir(), 'softmax-extension-'));
  try {
    const outfile = join(folder, 'runner.mjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'entry.ts')],
      alias: { vscode: join(import.meta.dirname, 'vscode.ts') },
      bundle: true,
      format: 'esm',
      logLevel: 'silent',
      outfile,
    });
    return (await import(pathToFileURL(outfile).href)) as typeof Entry;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
