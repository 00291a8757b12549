import { extname } from 'node:path';
import type { LanguageId } from '../analysis/index.ts';
import { isPassedOver, languageOfName } from '../analysis/languages/searched.ts';

export type FileKind = LanguageId | 'notebook';

/** What a file met in a folder is read as, if at all. */
export function searchedKind(name: string): FileKind | undefined {
  return isPassedOver(name) ? undefined : kindOfName(name);
}

function kindOfName(name: string): FileKind | undefined {
  return extname(name).toLowerCase() === '.ipynb' ? 'notebook' : languageOfName(name);
}

/** What a file named by the user is read as: scripts often have no extension, or only a line that says who runs them. */
export function namedKind(name: string, bytes: Uint8Array): FileKind | undefined {
  const extension = extname(name).toLowerCase();
  const line = firstLine(bytes);
  if (/^#!.*\bi?python/.test(line)) return 'python';
  if (/^#!.*\b(?:node|bun|deno)\b/.test(line)) return kindOfName(name) ?? 'javascript';
  if (extension === '' || extension === '.pyi') return 'python';
  return kindOfName(name);
}

function firstLine(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, 200)).toString('latin1').split('\n')[0] ?? '';
}
