import { readdirSync, realpathSync, statSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { isEnvironment, skippedFolders } from '../analysis/languages/searched.ts';
import { searchedKind } from './fileKind.ts';
import { enterFolder, rulesAbove } from './gitFolder.ts';
import type { GitIgnore } from './gitignore.ts';
import { systemErrorMessage } from './systemError.ts';

/** A file to read, or a place that could not be looked at. */
export type Visit =
  | {
      readonly kind: 'file';
      /** As reached from what the user named; absolute. */
      readonly path: string;
      /** Without links. */
      readonly realPath: string;
      /** Whether the file's own name is a link. */
      readonly linked: boolean;
    }
  | { readonly kind: 'error'; readonly path: string; readonly message: string };

interface Folder {
  readonly path: string;
  readonly realPath: string;
}

/**
 * The files in a folder that are understood (absolute path), at any depth, by name in UTF-16 order. Links to files are
 * followed, links to folders are not, as git has it; that is also why a loop of links cannot hold it up.
 */
export function* filesIn(path: string, cwd: string): Generator<Visit> {
  const realPath = realpathSync(path);
  yield* walk({ path, realPath }, rulesAbove(realPath, realpathSync(cwd)), true);
}

function* walk(folder: Folder, outer: GitIgnore, named: boolean): Generator<Visit> {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder.path, { withFileTypes: true });
  } catch (error) {
    yield { kind: 'error', path: folder.path, message: systemErrorMessage(error) };
    return;
  }
  if (!named && isEnvironment(entries.map(({ name }) => name))) return;
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const rules = enterFolder(outer, folder.realPath);
  for (const entry of entries) {
    const path = join(folder.path, entry.name);
    const realPath = join(folder.realPath, entry.name);
    if (entry.isDirectory()) {
      if (skippedFolders.has(entry.name) || rules.ignores(realPath, true)) continue;
      yield* walk({ path, realPath }, rules, false);
    } else if (searchedKind(entry.name) && !rules.ignores(realPath, false)) {
      if (entry.isSymbolicLink()) yield* linkedFile(path, entry.name);
      else if (entry.isFile()) yield { kind: 'file', path, realPath, linked: false };
    }
  }
}

function* linkedFile(path: string, name: string): Generator<Visit> {
  // Emacs marks a file that is being edited by a link to nowhere with its name.
  if (name.startsWith('.#')) return;
  try {
    if (statSync(path).isFile()) yield { kind: 'file', path, realPath: realpathSync(path), linked: true };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    yield {
      kind: 'error',
      path,
      message: code === 'ENOENT' ? 'a link to a file that does not exist' : systemErrorMessage(error),
    };
  }
}
