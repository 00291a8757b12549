// What a run reads: the files at the paths given, or the text of the standard input.
import { resolve } from 'node:path';
import type { Target } from './checkFile.ts';
import { collect } from './collect.ts';
import { replaceFile } from './fix/replaceFile.ts';
import { displayPath } from './paths.ts';
import { readSource, sourceOf } from './read.ts';

/** A file to check, or a place that could not be looked at. */
export type Place =
  | (Target & { readonly kind: 'file' })
  | { readonly kind: 'error'; readonly file: string; readonly path: string; readonly message: string };

/** The files at the paths; only those that are among `changed`, if that is given. */
export function filesAt(paths: readonly string[], cwd: string, changed?: ReadonlySet<string>): readonly Place[] {
  return collect(paths, cwd).flatMap((visit): readonly Place[] => {
    const { path } = visit;
    const file = displayPath(path, cwd);
    if (visit.kind === 'error') return [{ kind: 'error', file, path, message: visit.message }];
    const { realPath } = visit;
    if (changed && !changed.has(realPath)) return [];
    const write: Target['write'] = (before, after) => replaceFile(path, before, after);
    return [{ kind: 'file', path, realPath, file, read: () => readSource(path), write }];
  });
}

/** The text of the standard input under a name; rewritten, it is handed to `write`. */
export function textAs(name: string, cwd: string, bytes: Uint8Array, write: (after: Uint8Array) => void): Place {
  const path = resolve(cwd, name);
  return {
    kind: 'file',
    path,
    realPath: path,
    file: displayPath(path, cwd),
    read: () => sourceOf(path, bytes),
    write(_, after) {
      write(after);
      return undefined;
    },
  };
}
