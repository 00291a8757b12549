import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { programName } from '../usage.ts';

/** What stands in the root of a project. */
const marks = ['pyproject.toml', `${programName}.json`, '.git'];

/** Tells where the project of a file begins, outside of which nothing is read for it. */
export class Roots {
  private readonly marked = new Map<string, string | undefined>();
  /** Absolute, without links. */
  private readonly named: readonly string[];

  /** @param paths - as the user named them; of files among them nothing is told */
  constructor(paths: readonly string[], cwd: string) {
    this.named = [...paths.map((path) => resolve(cwd, path)), cwd].flatMap(realFolder);
  }

  /**
   * The nearest folder at or above one (absolute, without links) that is marked as a project's; else the one that the user
   * named, or the working directory, if it is inside of that; else the folder itself.
   */
  of(folder: string): string {
    return this.nearest(folder) ?? this.named.find((named) => isInside(folder, named)) ?? folder;
  }

  private nearest(folder: string): string | undefined {
    if (this.marked.has(folder)) return this.marked.get(folder);
    const parent = dirname(folder);
    const isMarked = marks.some((mark) => existsSync(join(folder, mark)));
    const found = isMarked ? folder : parent === folder ? undefined : this.nearest(parent);
    this.marked.set(folder, found);
    return found;
  }
}

/** Whether a folder is another, or within it. */
export function isInside(folder: string, outer: string): boolean {
  return folder === outer || folder.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

function realFolder(path: string): string[] {
  try {
    return statSync(path).isDirectory() ? [realpathSync(path)] : [];
  } catch {
    return [];
  }
}
