// Which files git says have changed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Absolute paths without links, or why there is no answer. */
export type Changed =
  { readonly ok: true; readonly files: ReadonlySet<string> } | { readonly ok: false; readonly message: string };

/** The files of the work tree around `cwd` that differ from a revision, staged or not, and those that git does not track. */
export function changedSince(revision: string, cwd: string): Changed {
  const top = git(['rev-parse', '--show-toplevel'], cwd);
  if (!top.ok) return { ok: false, message: top.missing ? 'git cannot be run' : `${cwd} is not in a git work tree` };
  const root = top.text.replace(/\r?\n$/, '');
  const commit = git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`], root);
  if (!commit.ok) return { ok: false, message: `git knows no revision "${revision}"` };
  const lists = [
    git(['diff', '--name-only', '-z', '--no-ext-diff', '--diff-filter=d', commit.text.trim(), '--'], root),
    git(['ls-files', '--others', '--exclude-standard', '-z'], root),
  ];
  const files = new Set<string>();
  for (const list of lists) {
    if (!list.ok) return { ok: false, message: `git failed: ${list.message}` };
    for (const name of list.text.split('\0')) if (name !== '') files.add(join(root, name));
  }
  return { ok: true, files };
}

type Output =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly missing: boolean; readonly message: string };

function git(args: readonly string[], cwd: string): Output {
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (error) return { ok: false, missing: true, message: error.message };
  return status === 0 ? { ok: true, text: stdout } : { ok: false, missing: false, message: stderr.trim() };
}
