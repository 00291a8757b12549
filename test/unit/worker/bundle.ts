// The worker's script, built as it ships but for its maps: the tests run the one script as a thread and as a Web Worker.
import { createRequire } from 'node:module';
import { build, type BuildOptions } from 'esbuild';

const require = createRequire(import.meta.url);
const { bundles } = require('../../../bundles.js') as { bundles: Record<string, { readonly entry: string }> };
const { optionsFor } = require('../../../esbuild.js') as {
  optionsFor: (bundle: object, options: { write: boolean }) => BuildOptions;
};

export async function workerScript(): Promise<string> {
  const bundle = Object.values(bundles).find(({ entry }) => entry.startsWith('src/worker/'));
  if (!bundle) throw new Error('bundles.js names no worker.');
  const { outputFiles } = await build({ ...optionsFor(bundle, { write: false }), sourcemap: false, write: false });
  return outputFiles[0]!.text;
}
