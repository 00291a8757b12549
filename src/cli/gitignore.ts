import { relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

// As git's core.ignoreCase is set on these systems.
const ignorecase = process.platform === 'win32' || process.platform === 'darwin';

/**
 * The patterns of all .gitignore files that stand above a place, as git combines them: later patterns win over earlier
 * ones, deeper files over shallower ones, and nothing comes back from an ignored folder.
 *
 * All of them are rewritten as patterns of one base folder, because a folder that a deeper file takes back must be taken
 * back for the patterns of every file. Source: https://git-scm.com/docs/gitignore
 */
export class GitIgnore {
  /** Absolute. */
  readonly base: string;
  private readonly patterns: readonly string[];
  private readonly matcher: Ignore;

  constructor(base: string, patterns: readonly string[] = []) {
    this.base = base;
    this.patterns = patterns;
    this.matcher = ignore({ ignorecase }).add(patterns);
  }

  /** With the patterns of a file added that stands in `folder`, an absolute path at or below the base. */
  with(folder: string, text: string): GitIgnore {
    const added = patternsOf(text).map((pattern) => anchored(pattern, this.within(folder)));
    return added.length === 0 ? this : new GitIgnore(this.base, [...this.patterns, ...added]);
  }

  /** With `folder` itself, and the folders it is in, not ignored. Patterns still match what is inside of it. */
  takingBack(folder: string): GitIgnore {
    const parts = this.within(folder).split('/').filter(Boolean);
    const taken = parts.map((_, index) => `!/${literal(parts.slice(0, index + 1).join('/'))}/`);
    return taken.length === 0 ? this : new GitIgnore(this.base, [...this.patterns, ...taken]);
  }

  /** Whether an absolute path below the base is ignored; a link to a folder counts as a file, as it does for git. */
  ignores(path: string, isFolder: boolean): boolean {
    return this.matcher.ignores(`${this.within(path)}${isFolder ? '/' : ''}`);
  }

  private within(path: string): string {
    return relative(this.base, path).split(sep).join('/');
  }
}

function patternsOf(text: string): string[] {
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  return lines.filter((line) => line !== '' && !line.startsWith('#') && line.trim() !== '');
}

/** A pattern of the file in `folder` (relative to the base, `''` for the base) as a pattern of the base. */
function anchored(line: string, folder: string): string {
  if (folder === '') return line;
  const not = line.startsWith('!') ? '!' : '';
  const pattern = line.slice(not.length);
  // A slash anywhere but at the end (and blanks there count for nothing) ties a pattern to its folder.
  const tied = /\/(?!\s*$)/.test(pattern);
  return `${not}/${literal(folder)}/${tied ? '' : '**/'}${pattern.replace(/^\//, '')}`;
}

function literal(path: string): string {
  return path.replace(/[\\*?[\]]/g, '\\$&');
}
