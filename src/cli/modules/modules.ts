// Files that the checked ones import: where they are, and their texts, for all files of a run.
import { realpathSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { ProjectFiles } from '../../analysis/withModules.ts';
import type { Source } from '../read.ts';
import { Folders } from './folders.ts';
import { Roots } from './root.ts';
import { ModuleTexts } from './texts.ts';
import { Users } from './users.ts';

export class Modules {
  private readonly roots: Roots;
  private readonly folders: Folders;
  private readonly texts = new ModuleTexts();
  private readonly users: Users;

  /** @param paths - as the user named them */
  constructor(paths: readonly string[], cwd: string) {
    this.roots = new Roots(paths, cwd);
    this.folders = new Folders(realpathSync(cwd));
    this.users = new Users(this.folders, this.texts);
  }

  /**
   * What the file at a path (absolute, without links) may import.
   * @param source - what stands for that file, which may be text of the standard input
   */
  around(path: string, source: Source): ProjectFiles {
    const folder = realFolder(dirname(path));
    const root = this.roots.of(folder);
    const own = join(folder, path.slice(dirname(path).length));
    return {
      importer: relative(root, own).split(sep).join('/'),
      read: (name) => {
        const found = this.folders.file(join(root, name), root, folder);
        if (found === undefined) return undefined;
        return found === own ? source.text : this.texts.read(found);
      },
      users: () => this.users.of(own, folder, root),
    };
  }

  /** To be told before a file is written: other files see it as it was when the run began. */
  keep(path: string, source: Source): void {
    this.texts.keep(path, source);
  }
}

/** A folder that is not there has the name that it was given. */
function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
