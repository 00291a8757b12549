import { join, relative, sep } from 'node:path';
import { importedNames } from '../../analysis/languages/moduleUsers.ts';
import { usersNear } from '../../analysis/languages/nearUsers.ts';
import type { ProjectFile } from '../../analysis/withModules.ts';
import type { Folders } from './folders.ts';
import type { ModuleTexts } from './texts.ts';

/** Files near one that may import it. */
export class Users {
  private readonly imports = new Map<string, ReadonlySet<string>>();

  constructor(
    private readonly folders: Folders,
    private readonly texts: ModuleTexts,
  ) {}

  /**
   * @param own - absolute, without links
   * @param folder - the one that it stands in
   */
  of(own: string, folder: string, root: string): Promise<readonly ProjectFile[]> {
    return usersNear(relative(root, own).split(sep).join('/'), {
      list: (path) => this.folders.inside(join(root, path), root, folder),
      importsOf: (path, language) => {
        const file = join(root, path);
        let names = this.imports.get(file);
        if (!names) this.imports.set(file, (names = importedNames(this.texts.read(file) ?? '', language)));
        return names;
      },
    });
  }
}
