// Files near one that may import it, told from the words of their imports.
import type { LanguageId } from '../findings.ts';
import type { ProjectFile } from '../withModules.ts';
import { importedAs, isPackageFile } from './moduleUsers.ts';
import { isPassedOver, languageOfName } from './searched.ts';

/** What a search comes across in a folder: names, in an order that is always the same. */
export interface Listing {
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/** A project as its host sees it. Paths are from its root, with slashes; that of the root is empty. */
export interface Surroundings {
  list(folder: string): Listing | Promise<Listing>;
  /** See `importedNames`. */
  importsOf(path: string, language: LanguageId): ReadonlySet<string> | Promise<ReadonlySet<string>>;
}

/** Files that are looked at around one: who imports a file is seldom far from it, and projects can be large. */
const usualMost = 250;

/**
 * The files that may import one, the nearest first: directly, or from its folder.
 * @param own - its path
 * @param most - files that are looked at
 */
export async function usersNear(own: string, project: Surroundings, most = usualMost): Promise<readonly ProjectFile[]> {
  const language = languageOf(own);
  if (!language) return [];
  const near: ProjectFile[] = [];
  for await (const each of around(own, project, most)) {
    if (each.path !== own && (each.language === 'python') === (language === 'python')) near.push(each);
  }
  const wanted = new Set([importedAs(own)]);
  const found = new Set<ProjectFile>();
  for (const name of wanted) {
    for (const each of near) {
      if (found.has(each) || !(await project.importsOf(each.path, each.language)).has(name)) continue;
      found.add(each);
      if (isPackageFile(each.path)) wanted.add(importedAs(each.path));
    }
  }
  return near.filter((each) => found.has(each));
}

/** The files of the folder of one and of those in it, then of the folder around it, and so on to the root. */
async function* around(own: string, project: Surroundings, most: number): AsyncGenerator<ProjectFile> {
  const seen = new Set<string>();
  let left = most;
  for (let outer = folderOf(own); ; outer = folderOf(outer)) {
    const queue = [outer];
    for (const folder of queue) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      const { files, folders } = await project.list(folder);
      for (const name of files) {
        const language = languageOf(name);
        if (!language) continue;
        if (left-- <= 0) return;
        yield { path: joined(folder, name), language };
      }
      for (const name of folders) queue.push(joined(folder, name));
      if (queue.length > most) break;
    }
    if (outer === '') return;
  }
}

function languageOf(path: string): LanguageId | undefined {
  return isPassedOver(path) ? undefined : languageOfName(path);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
