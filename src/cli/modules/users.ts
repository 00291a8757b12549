// Files near one that may import it, told from the words of their imports.
import { dirname, join, relative, sep } from 'node:path';
import { importedAs, importedNames, isPackageFile } from '../../analysis/languages/moduleUsers.ts';
import type { LanguageId } from '../../analysis/index.ts';
import type { ProjectFile } from '../../analysis/withModules.ts';
import { searchedKind } from '../fileKind.ts';
import type { Folders } from './folders.ts';
import type { ModuleTexts } from './texts.ts';

/** Files that are looked at around one: who imports a file is seldom far from it, and projects can be large. */
const mostFiles = 250;

interface Listed extends ProjectFile {
  /** Absolute. */
  readonly file: string;
}

export class Users {
  private readonly imports = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly folders: Folders,
    private readonly texts: ModuleTexts,
  ) {}

  /**
   * The files that may import one, the nearest first: directly, or from its folder.
   * @param own - absolute, without links
   * @param folder - the one that it stands in
   */
  of(own: string, folder: string, root: string): readonly ProjectFile[] {
    const language = languageOf(own);
    if (!language) return [];
    const near = [...this.around(folder, root)].filter(
      (each) => each.file !== own && (each.language === 'python') === (language === 'python'),
    );
    const wanted = new Set([importedAs(pathIn(root, own))]);
    const found = new Set<Listed>();
    for (const name of wanted) {
      for (const each of near) {
        if (found.has(each) || !this.importsOf(each).has(name)) continue;
        found.add(each);
        if (isPackageFile(each.path)) wanted.add(importedAs(each.path));
      }
    }
    return near.filter((each) => found.has(each));
  }

  private importsOf({ file, language }: Listed): ReadonlySet<string> {
    let names = this.imports.get(file);
    if (!names) this.imports.set(file, (names = importedNames(this.texts.read(file) ?? '', language)));
    return names;
  }

  /** The files of a folder and of those in it, then of the one around it, and so on to the root. */
  private *around(folder: string, root: string): Generator<Listed> {
    const seen = new Set<string>();
    let left = mostFiles;
    for (let outer = folder; ; outer = dirname(outer)) {
      const queue = [outer];
      for (const each of queue) {
        if (seen.has(each)) continue;
        seen.add(each);
        const { files, folders } = this.folders.inside(each, root, folder);
        for (const name of files) {
          const file = join(each, name);
          const language = languageOf(name);
          if (!language) continue;
          if (left-- <= 0) return;
          yield { file, path: pathIn(root, file), language };
        }
        for (const name of folders) queue.push(join(each, name));
        if (queue.length > mostFiles) break;
      }
      if (outer === root || outer === dirname(outer)) return;
    }
  }
}

function pathIn(root: string, file: string): string {
  return relative(root, file).split(sep).join('/');
}

function languageOf(name: string): LanguageId | undefined {
  const kind = searchedKind(name);
  return kind === 'notebook' ? undefined : kind;
}
