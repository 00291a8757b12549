import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder of the running script: dist/ in a package, src/cli/ from source. */
export function scriptFolder(script: string): string {
  // `node dist/cli` leaves the extension away.
  return dirname(realpathSync(existsSync(script) ? script : `${script}.js`));
}

/** The compiled parser and grammars: beside the bundle, or from source as the packages ship them. */
export function readAssets(folder: string) {
  const require = createRequire(join(folder, 'assets.js'));
  const read = (beside: string, shipped: string): Uint8Array => {
    const path = join(folder, beside);
    return readFileSync(existsSync(path) ? path : require.resolve(shipped));
  };
  const grammar = (language: string, shippedIn: string) =>
    Promise.resolve(read(`tree-sitter-${language}.wasm`, `${shippedIn}/tree-sitter-${language}.wasm`));
  return {
    runtime: read('tree-sitter.wasm', 'web-tree-sitter/web-tree-sitter.wasm'),
    grammars: {
      python: () => grammar('python', 'tree-sitter-python'),
      javascript: () => grammar('javascript', 'tree-sitter-javascript'),
      typescript: () => grammar('typescript', 'tree-sitter-typescript'),
      tsx: () => grammar('tsx', 'tree-sitter-typescript'),
    },
  };
}

/** The package that the folder is in: its root and the version in its package.json. */
export function packageAround(folder: string): { readonly root: string; readonly version: string } {
  for (let at = folder; ; at = dirname(at)) {
    const path = join(at, 'package.json');
    const manifest = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { version?: string }) : {};
    if (manifest.version !== undefined) return { root: at, version: manifest.version };
    if (at === dirname(at)) throw new Error(`no package.json with a version above ${folder}`);
  }
}
