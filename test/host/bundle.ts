// Test code for an extension host: one file, since the web-worker host can load no second one.
import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { build } from 'esbuild';
import { root } from './paths.ts';

/** The extension host a suite runs in. */
export type ExtensionHost = 'node' | 'web';

/** What can run inside VS Code: the integration suites, or the check of `npm start -- --check`. */
export const suites = {
  integration: () => files(join(root, 'test', 'integration'), '.suite.ts'),
  check: () => [join(root, 'test', 'host', 'check.ts')],
} as const;

export type SuiteName = keyof typeof suites;

function files(folder: string, suffix: string): string[] {
  if (!existsSync(folder)) return [];
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith(suffix));
  return found.sort().map((path) => join(folder, path));
}

/**
 * Bundles a suite for `extensionTestsPath`: every file of it, with `run` of the runner as its entry.
 * @returns the bundle's path
 * @throws {Error} where the suite has no file, or it does not build
 */
export async function bundleSuite(suite: SuiteName, host: ExtensionHost, outdir: string): Promise<string> {
  const parts = suites[suite]();
  if (parts.length === 0) throw new Error(`The suite "${suite}" has no file.`);
  const specifier = (path: string): string => `./${relative(root, path).split(sep).join('/')}`;
  // First of all that the host is the right one.
  const checked = join(root, 'test', 'integration', 'extensionHost.ts');
  const imports = [checked, ...parts].map((path) => `import ${JSON.stringify(specifier(path))};`);
  const entry = [...imports, `export { run } from './test/integration/run.ts';`].join('\n');
  const outfile = join(outdir, `${suite}.${host}.js`);
  await build({
    stdin: { contents: entry, resolveDir: root, sourcefile: `${suite}-suite.ts`, loader: 'ts' },
    outfile,
    bundle: true,
    format: 'cjs',
    platform: host === 'node' ? 'node' : 'browser',
    target: host === 'node' ? 'node18' : 'es2022',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
    define: { EXTENSION_HOST: JSON.stringify(host) },
  });
  return outfile;
}
