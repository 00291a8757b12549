import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { GitIgnore } from './gitignore.ts';

/** Whether a folder is the root of a repository or work tree. */
function isRepository(folder: string): boolean {
  return existsSync(join(folder, '.git'));
}

/**
 * The patterns that hold inside `folder`, given those that hold where it stands. A repository inside another starts afresh.
 * Unreadable pattern files count as empty, as they do for git.
 */
export function enterFolder(outer: GitIgnore, folder: string): GitIgnore {
  const rules = isRepository(folder) ? new GitIgnore(folder).with(folder, readOr(excludeFile(folder), '')) : outer;
  return rules.with(folder, readOr(join(folder, '.gitignore'), ''));
}

/**
 * The patterns that hold where a folder named by the user stands (absolute, without links), from the root of its repository
 * down. Outside of any repository the working directory is taken for the root, if the folder is inside of it.
 * The folder itself is never ignored.
 */
export function rulesAbove(folder: string, cwd: string): GitIgnore {
  const parents = parentsOf(folder);
  const root = [folder, ...parents].find(isRepository) ?? ([folder, ...parents].includes(cwd) ? cwd : folder);
  const above = root === folder ? [] : parents.slice(0, parents.indexOf(root) + 1).reverse();
  return above.reduce(enterFolder, new GitIgnore(root)).takingBack(folder);
}

/** From the nearest to the root of the file system. */
function parentsOf(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [] : [parent, ...parentsOf(parent)];
}

// In a linked work tree or submodule .git is a file that names the folder, and a work tree shares the exclude file of its repository.
function excludeFile(root: string): string {
  let gitFolder = join(root, '.git');
  const named = /^gitdir: (.*)$/m.exec(readOr(gitFolder, ''))?.[1];
  if (named !== undefined) gitFolder = resolve(root, named.trim());
  const shared = readOr(join(gitFolder, 'commondir'), '').trim();
  return join(shared === '' ? gitFolder : resolve(gitFolder, shared), 'info', 'exclude');
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return otherwise;
  }
}
