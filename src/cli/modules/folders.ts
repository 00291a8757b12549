import { readdirSync, realpathSync, type Dirent } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { enterFolder, rulesAbove } from '../gitFolder.ts';
import type { GitIgnore } from '../gitignore.ts';
import { isEnvironment, skippedFolders } from '../../analysis/languages/searched.ts';
import { isInside } from './root.ts';

interface Folder {
  readonly rules: GitIgnore;
  readonly entries: ReadonlyMap<string, Dirent>;
}

/**
 * The files that a search of a project's folders would come across: none that git ignores, none behind a link to a folder
 * or in a virtual environment. Each folder is listed once, so that a path at which nothing stands costs nothing.
 */
export class Folders {
  private readonly folders = new Map<string, Folder | undefined>();
  private readonly named = new Map<string, Folder | undefined>();

  /** @param cwd - absolute, without links */
  constructor(private readonly cwd: string) {}

  /**
   * The file at an absolute path, without links; undefined if there is none, or none inside of `root`.
   * @param importer - the folder of the importing file: it and those above it are open although they may be ignored
   */
  file(path: string, root: string, importer: string): string | undefined {
    const folder = dirname(path);
    const name = basename(path);
    if (!isInside(folder, root)) return undefined;
    const found = this.folder(folder, root, importer);
    const entry = found?.entries.get(name);
    if (!found || !entry || found.rules.ignores(path, false)) return undefined;
    if (entry.isFile()) return path;
    if (!entry.isSymbolicLink()) return undefined;
    try {
      const target = realpathSync(path);
      return isInside(target, root) ? target : undefined;
    } catch {
      return undefined; // a link to nowhere
    }
  }

  /** The names of what a search would come across in a folder, those of links left out. */
  inside(
    path: string,
    root: string,
    importer: string,
  ): { readonly files: readonly string[]; readonly folders: readonly string[] } {
    const found = this.folder(path, root, importer);
    const names = (wanted: (entry: Dirent) => boolean) =>
      [...(found?.entries.values() ?? [])].filter(wanted).map(({ name }) => name);
    return {
      files: names((entry) => entry.isFile() && !found!.rules.ignores(join(path, entry.name), false)).sort(),
      folders: names((entry) => entry.isDirectory()).sort(),
    };
  }

  private folder(path: string, root: string, importer: string): Folder | undefined {
    if (isInside(importer, path)) return remembered(this.named, path, () => this.open(path));
    return remembered(this.folders, path, () => {
      const outer = isInside(dirname(path), root) ? this.folder(dirname(path), root, importer) : undefined;
      const name = basename(path);
      if (!outer?.entries.get(name)?.isDirectory()) return undefined;
      if (skippedFolders.has(name) || outer.rules.ignores(path, true)) return undefined;
      const entries = entriesOf(path);
      return isEnvironment(namesOf(entries))
        ? undefined
        : { rules: enterFolder(outer.rules, path), entries: byName(entries) };
    });
  }

  private open(path: string): Folder | undefined {
    return { rules: enterFolder(rulesAbove(path, this.cwd), path), entries: byName(entriesOf(path)) };
  }
}

function remembered<K, V>(known: Map<K, V>, key: K, make: () => V): V {
  if (known.has(key)) return known.get(key)!;
  const made = make();
  known.set(key, made);
  return made;
}

function namesOf(entries: readonly Dirent[]): readonly string[] {
  return entries.map(({ name }) => name);
}

function byName(entries: readonly Dirent[]): ReadonlyMap<string, Dirent> {
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/** Of a folder that cannot be read, none. */
function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}
