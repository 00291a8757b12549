import { realpathSync } from 'node:fs';
import { basename, dirname, join, relative, sep } from 'node:path';

/** An absolute path as a report names it: relative to the working directory, with `/`; the directory itself is `.`. */
export function displayPath(path: string, cwd: string): string {
  let shown = relative(cwd, path);
  if (shown.startsWith('..')) shown = throughLinks(path, cwd) ?? shown;
  return shown === '' ? '.' : shown.split(sep).join('/');
}

// A working directory reached through a link (macOS: /tmp is /private/tmp) has two names, and the path may use the other.
function throughLinks(path: string, cwd: string): string | undefined {
  try {
    const shown = relative(realpathSync(cwd), join(realpathSync(dirname(path)), basename(path)));
    return shown.startsWith('..') ? undefined : shown;
  } catch {
    return undefined;
  }
}
