import { extname } from 'node:path';

export type FileKind = 'python' | 'notebook' | 'javascript' | 'typescript' | 'tsx';

const searched: Readonly<Record<string, FileKind>> = {
  '.py': 'python',
  '.pyw': 'python',
  '.ipynb': 'notebook',
  '.js': 'javascript',
  '.mjs': 'javascript',
  '.cjs': 'javascript',
  '.jsx': 'javascript',
  '.ts': 'typescript',
  '.mts': 'typescript',
  '.cts': 'typescript',
  '.tsx': 'tsx',
};

/**
 * What a file met in a folder is read as, if at all. Stubs (.pyi, .d.ts) have no bodies, and what a program has made
 * shorter (.min.js) nobody edits, so folders are not searched for them.
 */
export function searchedKind(name: string): FileKind | undefined {
  if (/[.-]min\.[cm]?js$|\.d\.[cm]?ts$/i.test(name)) return undefined;
  return searched[extname(name).toLowerCase()];
}

/** What a file named by the user is read as: scripts often have no extension, or only a line that says who runs them. */
export function namedKind(name: string, bytes: Uint8Array): FileKind | undefined {
  const extension = extname(name).toLowerCase();
  const line = firstLine(bytes);
  if (/^#!.*\bi?python/.test(line)) return 'python';
  if (/^#!.*\b(?:node|bun|deno)\b/.test(line)) return searched[extension] ?? 'javascript';
  if (extension === '' || extension === '.pyi') return 'python';
  return searched[extension];
}

function firstLine(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 200)).toString('latin1').split('\n')[0] ?? '';
}
