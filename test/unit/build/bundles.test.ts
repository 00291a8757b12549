import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile } from 'esbuild';

interface Bundle {
  entry: string;
  out: string;
  platform: 'node' | 'browser';
  external: string[];
  never: string[];
  budget: number;
}
const root = fileURLToPath(new URL('../../..', import.meta.url));
const require = createRequire(import.meta.url);
const { bundles, inside } = require('../../../bundles.js') as {
  bundles: Record<string, Bundle>;
  inside: Record<string, RegExp>;
};
const { violations, optionsFor } = require('../../../esbuild.js') as {
  violations: (name: string, bundle: Bundle, metafile: Metafile) => string[];
  optionsFor: (bundle: Bundle, options: { write: boolean }) => BuildOptions;
};

/** One import that brings each forbidden thing in. */
const offenders: Record<string, string> = {
  vscode: 'vscode',
  node: 'node:fs',
  nodeButThreads: 'node:fs',
  mathjs: 'mathjs/number',
  parser: 'web-tree-sitter',
  packages: 'ignore',
  worker: './src/worker/main.ts',
  renderer: './src/renderer/index.ts',
  extension: './src/extension/ids.ts',
  cli: './src/cli/main.ts',
};

async function bundleWith(bundle: Bundle, imports: string): Promise<Metafile> {
  const options = optionsFor(bundle, { write: false });
  delete options.entryPoints;
  const result = await build({
    ...options,
    stdin: { contents: imports, resolveDir: root, sourcefile: 'probe.ts', loader: 'ts' },
    external: [...bundle.external, 'vscode', 'node:*', 'fs/promises', 'module'],
    logLevel: 'silent',
    metafile: true,
  });
  return result.metafile;
}

test('every forbidden thing has an import that shows it', () => {
  assert.deepEqual(Object.keys(offenders).sort(), Object.keys(inside).sort());
});

for (const [name, bundle] of Object.entries(bundles)) {
  describe(`the bundle "${name}"`, () => {
    test('as it is, holds nothing it must not and stays in its budget', async () => {
      assert.ok(existsSync(new URL(`../../../${bundle.entry}`, import.meta.url)), `${bundle.entry} exists`);
      const { metafile } = await build({ ...optionsFor(bundle, { write: false }), metafile: true });
      assert.deepEqual(violations(name, bundle, metafile), []);
    });

    for (const what of bundle.never) {
      test(`is refused with ${offenders[what] ?? what} inside`, async () => {
        const metafile = await bundleWith(bundle, `import * as it from '${offenders[what] ?? ''}'; console.log(it);`);
        const found = violations(name, bundle, metafile);
        assert.ok(
          found.some((line) => line.endsWith(`(${what})`)),
          `expected a violation of "${what}", got: ${found.join('; ') || 'none'}`,
        );
      });
    }

    test('is refused over its budget', async () => {
      const metafile = await bundleWith(bundle, 'console.log(1);');
      assert.deepEqual(violations(name, bundle, metafile), []);
      assert.match(violations(name, { ...bundle, budget: 1 }, metafile).join(), /bytes, its budget is 1$/);
    });
  });
}
