// Files that import others: which ones a text speaks of in its imports, and what such a file is called from the one it imports.
import type { LanguageId } from '../findings.ts';

export interface ModuleUser {
  /** What the file is called when it is handed to the analysis. */
  readonly name: string;
  readonly isPackage: boolean;
}

const python = /^[ \t]*(?:from[ \t]+[.\w]+[ \t]+import\b(?:[^\n#(]*\([^)]*\)|[^\n#]*)|import[ \t][^\n#]*)/gm;
const javascript = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"`])([^'"`\n]+)\1/g;

/** The last names of all that is imported in a text: of modules, and of what is in them, which may be modules too. */
export function importedNames(text: string, language: LanguageId): ReadonlySet<string> {
  if (language === 'python') return new Set([...text.matchAll(python)].flatMap(([line]) => line.match(/\w+/g) ?? []));
  const paths = [...text.matchAll(javascript)].map(([, , path]) => path!.replace(/\/(?:index)?(?:\.\w+)?$/, ''));
  return new Set(paths.map(stemOf));
}

/** What a file is imported by: its own name, or that of its folder if it stands for that. */
export function importedAs(path: string): string {
  const stem = stemOf(path);
  return stem === '__init__' || stem === 'index' ? stemOf(path.slice(0, Math.max(0, path.lastIndexOf('/')))) : stem;
}

/** Whether a file stands for its folder: what it imports is imported from it again. */
export function isPackageFile(path: string): boolean {
  return /(?:^|\/)(?:__init__\.py|index\.[cm]?[jt]sx?)$/.test(path);
}

function stemOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?(?:py|[jt]sx?)$/, '');
}

/** Code that gives others what nobody gives them otherwise, to see what happens. */
export function isTest(path: string): boolean {
  return /(?:^|[/_.-])(?:tests?|specs?|conftest|__tests__)(?=[/_.-]|$)/i.test(path);
}

/**
 * What a file is called from another.
 * @param path - of the file, from the root of the project, with slashes
 * @param from - of the other
 */
export function nameSeenFrom(from: string, path: string, language: LanguageId): ModuleUser {
  const folders = from.split('/').slice(0, -1);
  const parts = path.split('/');
  let common = 0;
  while (common < folders.length && common < parts.length - 1 && folders[common] === parts[common]) common++;
  const up = folders.length - common;
  const rest = parts.slice(common);
  if (language !== 'python') {
    return { name: (up === 0 ? './' : '../'.repeat(up)) + rest.join('/'), isPackage: false };
  }
  const isPackage = rest.at(-1) === '__init__.py';
  const names = isPackage ? rest.slice(0, -1) : [...rest.slice(0, -1), stemOf(path)];
  return { name: '.'.repeat(up + 1) + names.join('.'), isPackage };
}
