import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { systemErrorMessage } from '../systemError.ts';

/**
 * Puts other bytes into a file, all of them or none: they are written beside it and renamed. Links are followed; owner and
 * mode stay. Returns what went wrong, in words; then the file is as it was. `before` is what was read: a file that has
 * been changed since is left alone.
 */
export function replaceFile(path: string, before: Uint8Array, after: Uint8Array): string | undefined {
  return inWords(() => {
    const target = realpathSync(path);
    const stats = statSync(target);
    if (!stats.isFile()) return 'not written: it is no regular file';
    // A rename would go past a file's own rights.
    accessSync(target, constants.W_OK);
    const isChanged = () => !readFileSync(target).equals(before);
    if (isChanged()) return changed;
    return beside(target, after, stats, isChanged);
  });
}

/** The same for a file that may not be there yet, whatever is in it. */
export function writeFile(path: string, bytes: Uint8Array): string | undefined {
  return inWords(() => {
    const target = existsSync(path) ? realpathSync(path) : path;
    return beside(target, bytes, existsSync(target) ? statSync(target) : undefined, () => false);
  });
}

function inWords(write: () => string | undefined): string | undefined {
  try {
    return write();
  } catch (error) {
    return `not written: ${systemErrorMessage(error)}`;
  }
}

function beside(
  target: string,
  bytes: Uint8Array,
  stats: Stats | undefined,
  isChanged: () => boolean,
): string | undefined {
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeNew(temporary, bytes, stats?.mode);
    if (stats) keepOwner(temporary, stats);
    if (isChanged()) return changed;
    renameSync(temporary, target);
    return undefined;
  } finally {
    rmSync(temporary, { force: true });
  }
}

const changed = 'not written: it was changed meanwhile';

function writeNew(path: string, bytes: Uint8Array, mode: number | undefined): void {
  const file = openSync(path, 'wx', mode);
  try {
    writeFileSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (mode !== undefined) chmodSync(path, mode & 0o7777); // what the umask took away
}

function keepOwner(path: string, { uid, gid }: Stats): void {
  const now = statSync(path);
  if (now.uid === uid && now.gid === gid) return;
  try {
    chownSync(path, uid, gid);
  } catch {
    // Only root may give files away; the group is then the one that new files have here.
  }
}
