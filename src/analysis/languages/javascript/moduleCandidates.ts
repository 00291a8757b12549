// Where a module that an analysis asks for can be, by the rules of bundlers, Node and TypeScript. Pure: whoever has a file
// system looks there.
import type { LanguageId, ModuleNeed } from '../../findings.ts';
import type { ModuleCandidate } from '../moduleCandidates.ts';
import { joinPath } from './modulePath.ts';

const languageOf: Readonly<Record<string, LanguageId>> = {
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascript',
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'tsx',
};

/** What a file that is to become JavaScript with some extension may be written as. */
const sourcesOf: Readonly<Record<string, readonly string[]>> = {
  js: ['ts', 'tsx'],
  jsx: ['tsx'],
  mjs: ['mts'],
  cjs: ['cts'],
};

const scripts = ['js', 'jsx', 'mjs', 'cjs'];
const typed = ['ts', 'tsx', 'mts', 'cts'];

/**
 * The files that may be the module, the likeliest first; the first that exists for a name is it: the file itself, with
 * an extension that was left out, or of a folder its index.
 * @param importer - the path of the importing file, with slashes
 */
export function javascriptCandidates(need: ModuleNeed, importer: string): readonly ModuleCandidate[] {
  return candidates(need, importer, [...scripts, ...typed], false);
}

/** The same for an importing file in TypeScript, where ".js" means the file that it is made from. */
export function typescriptCandidates(need: ModuleNeed, importer: string): readonly ModuleCandidate[] {
  return candidates(need, importer, [...typed, ...scripts], true);
}

function candidates(
  { module: name }: ModuleNeed,
  importer: string,
  extensions: readonly string[],
  sourcesFirst: boolean,
): readonly ModuleCandidate[] {
  const place = joinPath(importer.slice(0, importer.lastIndexOf('/') + 1), name);
  if (place === '..' || place.startsWith('../')) return [];
  const file = (stem: string, extension: string, isPackage = false): ModuleCandidate => ({
    name,
    path: `${stem}.${extension}`,
    language: languageOf[extension]!,
    ...(isPackage && { isPackage }),
  });
  const written = /\.(\w+)$/.exec(place)?.[1] ?? '';
  if (Object.hasOwn(languageOf, written)) {
    const stem = place.slice(0, -written.length - 1);
    const sources = sourcesOf[written] ?? [];
    const ways = sourcesFirst ? [...sources, written] : [written, ...sources];
    return ways.map((extension) => file(stem, extension));
  }
  const isFolder = place === '.' || /(?:^|\/)\.{0,2}$/.test(name);
  const index = place === '.' ? 'index' : `${place}/index`;
  return [
    ...(isFolder ? [] : extensions.map((extension) => file(place, extension))),
    ...extensions.map((extension) => file(index, extension, true)),
  ];
}
