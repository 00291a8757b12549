import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build, type BuildOptions } from 'esbuild';

const root = resolve(import.meta.dirname, '../../..');
const require = createRequire(import.meta.url);

interface Bundles {
  readonly bundles: Readonly<Record<string, { readonly out: string }>>;
  readonly assets: Readonly<Record<string, string>>;
}

let built: Promise<string> | undefined;

/** The path of the built program: dist/cli.js, or where there is none, the same bundle in a temporary folder. */
export function bundledCli(): Promise<string> {
  return (built ??= findOrBuild());
}

async function findOrBuild(): Promise<string> {
  const { bundles, assets } = require(join(root, 'bundles.js')) as Bundles;
  const { optionsFor } = require(join(root, 'esbuild.js')) as {
    readonly optionsFor: (bundle: unknown, options: { outdir: string }) => BuildOptions;
  };
  const bundle = Object.values(bundles).find(({ out }) => out === 'dist/cli.js')!;
  if (existsSync(join(root, bundle.out))) return join(root, bundle.out);
  const outdir = mkdtempSync(join(tmpdir(), 'softmax-dist-'));
  process.on('exit', () => {
    rmSync(outdir, { recursive: true, force: true });
  });
  mkdirSync(join(outdir, 'dist'));
  await build(optionsFor(bundle, { outdir }));
  for (const [from, to] of Object.entries(assets)) copyFileSync(join(root, from), join(outdir, to));
  copyFileSync(join(root, 'package.json'), join(outdir, 'package.json'));
  return join(outdir, bundle.out);
}
