// Which files and folders of a project are searched for code, by their names.
import type { LanguageId } from '../findings.ts';

const languages: Readonly<Record<string, LanguageId>> = {
  py: 'python',
  pyw: 'python',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
};

/** The language of a file by the end of its name, if that says one. */
export function languageOfName(name: string): LanguageId | undefined {
  const extension = /[^./]\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(languages, extension) ? languages[extension] : undefined;
}

/**
 * Whether nobody looks for code in a file of that name. Stubs (.pyi, .d.ts) have no bodies, and what a program has made
 * shorter (.min.js) nobody edits.
 */
export function isPassedOver(name: string): boolean {
  return /[.-]min\.[cm]?js$|\.d\.[cm]?ts$/i.test(name);
}

/** Folders that are never searched, by name. */
export const skippedFolders: ReadonlySet<string> = new Set([
  '.git',
  '.hg',
  '.svn',
  'node_modules',
  '__pycache__',
  '.ipynb_checkpoints',
]);

/** What makes the folder that it stands in a virtual environment: of venv and virtualenv, of conda. */
const environmentMarks: readonly string[] = ['pyvenv.cfg', 'conda-meta'];

/** @param names - of all that stands in a folder */
export function isEnvironment(names: readonly string[]): boolean {
  return environmentMarks.some((mark) => names.includes(mark));
}
