/**
 * What a user's pattern stands for, as glob patterns relative to the folder it is written for: itself, and where it names
 * a folder, all that is in it. A pattern without a slash is looked for at any depth, as .gitignore has it.
 */
export function globsOf(pattern: string): readonly string[] {
  const path = pattern.replace(/^\.?\//, '').replace(/\/+$/, '');
  const anchored = /^\.?\//.test(pattern) || path.includes('/');
  const glob = anchored ? path : `**/${path}`;
  return glob.endsWith('/**') ? [glob] : [glob, `${glob}/**`];
}
