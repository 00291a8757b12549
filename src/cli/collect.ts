import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemErrorMessage } from './systemError.ts';
import { filesIn, type Visit } from './walk.ts';

/**
 * What to read for the paths as given, in their order, each file once: the first time it is met, but rather under its own
 * name than under a link's. A path that cannot be read is an error in its place.
 */
export function collect(paths: readonly string[], cwd: string): Visit[] {
  const absolute = new Set(paths.map((path) => resolve(cwd, path)));
  return withoutRepeats([...absolute].flatMap((path) => visitsAt(path, cwd)));
}

function visitsAt(path: string, cwd: string): Visit[] {
  try {
    const stats = statSync(path);
    if (stats.isDirectory()) return [...filesIn(path, cwd)];
    if (stats.isFile() || stats.isFIFO()) return [{ kind: 'file', path, realPath: realPathOf(path), linked: false }];
    return [{ kind: 'error', path, message: 'neither a file nor a folder' }];
  } catch (error) {
    return [{ kind: 'error', path, message: systemErrorMessage(error) }];
  }
}

// A pipe under /dev/fd has no path that could be resolved.
function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

function withoutRepeats(visits: readonly Visit[]): Visit[] {
  const chosen = new Map<string, Visit>();
  for (const visit of visits) {
    const key = keyOf(visit);
    const other = chosen.get(key);
    if (!other || (isLink(other) && !isLink(visit))) chosen.set(key, visit);
  }
  return visits.filter((visit) => chosen.get(keyOf(visit)) === visit);
}

// The path of an error is not resolved, and must not stand for a file.
function keyOf(visit: Visit): string {
  return visit.kind === 'file' ? visit.realPath : `\0${visit.path}`;
}

function isLink(visit: Visit): boolean {
  return visit.kind === 'file' && visit.linked;
}
