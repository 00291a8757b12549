import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { packedExtension, root } from '../host/paths.ts';
import { readZip } from './zip.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly main: string;
  readonly browser: string;
  readonly icon: string;
  readonly contributes: {
    readonly notebookRenderer: readonly { readonly entrypoint: string }[];
    readonly languages: readonly { readonly configuration: string }[];
    readonly grammars: readonly { readonly path: string }[];
  };
}

/** Bytes. It starts in a browser tab too, over the network. */
const sizeBudget = 1_250_000;

const files = readZip(readFileSync(packedExtension));
const shipped = [...files.keys()].filter((path) => path.startsWith('extension/')).map((path) => path.slice(10));
const manifest = JSON.parse(files.get('extension/package.json')?.toString() ?? '{}') as Manifest;

/** vsce gives these names of its own. */
const standard = ['package.json', 'package.nls.json', 'readme.md', 'changelog.md', 'LICENSE.txt'];

function inFolder(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder))
    .filter((name) => pattern.test(name))
    .map((name) => `${folder}/${name}`);
}

describe('the packaged extension', () => {
  it('holds the bundles, the grammars, the rule pages and the texts, and nothing else', () => {
    const expected = [
      ...standard,
      ...['extension.js', 'extension.web.js', 'worker.js', 'renderer.js'].map((name) => `dist/${name}`),
      ...['kernels.wasm', 'tree-sitter.wasm'].map((name) => `dist/${name}`),
      ...['python', 'javascript', 'typescript', 'tsx'].map((language) => `dist/tree-sitter-${language}.wasm`),
      ...inFolder('docs/rules', /\.md$/),
      ...inFolder('media', /\.(json|png)$/),
    ];
    assert.deepEqual([...shipped].sort(), expected.sort());
  });

  it('holds every file that its manifest names', () => {
    const { notebookRenderer, languages, grammars } = manifest.contributes;
    const named = [
      ...[manifest.main, manifest.browser, manifest.icon],
      ...notebookRenderer.map(({ entrypoint }) => entrypoint),
      ...languages.map(({ configuration }) => configuration),
      ...grammars.map(({ path }) => path),
    ];
    const missing = named.map((path) => path.replace(/^\.\//, '')).filter((path) => !shipped.includes(path));
    assert.deepEqual(missing, []);
  });

  it('holds no absolute path of the machine it was built on', () => {
    const leaking = [...files].filter(([, data]) => data.includes(root)).map(([path]) => path);
    assert.deepEqual(leaking, []);
  });

  it('is small', () => {
    const size = statSync(packedExtension).size;
    console.log(`${manifest.name}-${manifest.version}.vsix: ${size} bytes, ${shipped.length} files`);
    assert.ok(size <= sizeBudget, `It has ${size} bytes; its budget is ${sizeBudget}.`);
  });
});
