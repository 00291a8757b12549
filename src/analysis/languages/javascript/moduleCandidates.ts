// Where a module that an analysis asks for can be, by the rules of bundlers, Node and TypeScript. Pure: whoever has a file
// system looks there.
import type { ModuleNeed } from '../../findings.ts';
import type { ModuleCandidate } from '../moduleCandidates.ts';
import { languageOfName } from '../searched.ts';
import { aliasedPlaces, type ReadText } from './aliases.ts';
import { isRelative, joinPath } from './modulePath.ts';

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
 * @param read - for the configuration that says what a name which is no path stands for
 */
export function javascriptCandidates(
  need: ModuleNeed,
  importer: string,
  read: ReadText,
): Promise<readonly ModuleCandidate[]> {
  return candidates(need, importer, read, { extensions: [...scripts, ...typed], sourcesFirst: false });
}

/** The same for an importing file in TypeScript, where ".js" means the file that it is made from. */
export function typescriptCandidates(
  need: ModuleNeed,
  importer: string,
  read: ReadText,
): Promise<readonly ModuleCandidate[]> {
  return candidates(need, importer, read, { extensions: [...typed, ...scripts], sourcesFirst: true });
}

interface Preference {
  /** Those that may have been left out, the likeliest first. */
  readonly extensions: readonly string[];
  /** Whether a written extension is the one of what the file becomes. */
  readonly sourcesFirst: boolean;
}

async function candidates(
  { module: name }: ModuleNeed,
  importer: string,
  read: ReadText,
  preference: Preference,
): Promise<readonly ModuleCandidate[]> {
  const places = isRelative(name)
    ? [joinPath(importer.slice(0, importer.lastIndexOf('/') + 1), name)]
    : await aliasedPlaces(name, importer, read);
  return places.flatMap((place) => filesAt(place, name, preference));
}

/** @param place - a path from the root of the project, with or without an extension */
function filesAt(place: string, name: string, { extensions, sourcesFirst }: Preference): readonly ModuleCandidate[] {
  if (place === '..' || place.startsWith('../')) return [];
  const file = (stem: string, extension: string, isPackage = false): ModuleCandidate => {
    const path = `${stem}.${extension}`;
    return { name, path, language: languageOfName(path)!, ...(isPackage && { isPackage }) };
  };
  const written = /\.(\w+)$/.exec(place)?.[1] ?? '';
  if (scripts.includes(written) || typed.includes(written)) {
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
