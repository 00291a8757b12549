// Imports by another name than a path: "@/lib/softmax", "@app/losses". What they stand for is written in the project's
// tsconfig.json or jsconfig.json (compilerOptions.paths and baseUrl, TypeScript handbook, "Path mapping").
import { joinPath } from './modulePath.ts';
import { withoutComments } from './jsonComments.ts';

/** The text of the file at a path from the root of the project; undefined where there is none. */
export type ReadText = (path: string) => string | undefined | Promise<string | undefined>;

interface Paths {
  /** The folder that targets are seen from, with a slash at its end, or empty. */
  readonly base: string;
  readonly patterns: ReadonlyMap<string, readonly string[]>;
}

/** Files that are asked for because of one import, where a project has hundreds of packages that refer to each other. */
const maxAsked = 64;
/** Those whose content is kept, for all imports of all documents that they are asked for. */
const maxKept = 64;
const configNames = ['tsconfig.json', 'jsconfig.json'];

/**
 * The places, from the root of the project and without an extension, that an import may stand for, the likeliest first.
 * Without a configuration that says so, "@/x" and "~/x" are x in the nearest folder "src", as bundlers' templates have it.
 * @param importer - the path of the importing file, with slashes
 */
export async function aliasedPlaces(specifier: string, importer: string, read: ReadText): Promise<readonly string[]> {
  const folders = foldersAbove(importer);
  const asked = new Set<string>();
  for (const folder of folders) {
    for (const name of configNames) {
      const paths = await pathsOf(folder + name, read, asked);
      const targets = paths && targetsOf(specifier, paths);
      if (targets) return targets;
    }
  }
  const rest = /^[@~]\/(.+)$/.exec(specifier)?.[1];
  if (rest === undefined) return [];
  const sources = folders.map((folder) => (/(?:^|\/)src\/$/.test(folder) ? folder : `${folder}src/`));
  return [...new Set([...sources, ...folders])].map((folder) => joinPath(folder, rest));
}

/** The folders that a file is in, the innermost first, each with a slash at its end; the root is empty. */
function foldersAbove(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return Array.from({ length: parts.length + 1 }, (_, up) =>
    parts
      .slice(0, parts.length - up)
      .map((part) => `${part}/`)
      .join(''),
  );
}

/**
 * What a configuration says of paths, else what those say that it extends or, as a collection of others, refers to.
 * @param asked - those that were asked before and said nothing that fits, by their paths
 */
async function pathsOf(path: string, read: ReadText, asked: Set<string>): Promise<Paths | undefined> {
  if (asked.has(path) || asked.size >= maxAsked) return undefined;
  asked.add(path);
  const text = await read(path);
  if (text === undefined) return undefined;
  const config = configIn(text);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  if (config.patterns.size > 0) return { base: folderAt(folder, config.base), patterns: config.patterns };
  for (const name of config.further) {
    const found = await pathsOf(joinPath(folder, name), read, asked);
    if (found) return found;
  }
  return undefined;
}

/** What one configuration says by itself; paths are as it has them, seen from its folder. */
interface Config {
  readonly base: string;
  readonly patterns: Paths['patterns'];
  /** The files that say what stands for what if it has no patterns. */
  readonly further: readonly string[];
}

const kept = new Map<string, Config>();

/** Nearly all documents of a project ask for the same few, whose text says all that is to be known. */
function configIn(text: string): Config {
  const known = kept.get(text);
  if (known) return known;
  const config = parsed(text);
  if (kept.size >= maxKept) kept.clear();
  kept.set(text, config);
  return config;
}

function configAt(path: unknown): readonly string[] {
  if (typeof path !== 'string') return [];
  return [path.endsWith('.json') ? path : `${path}/tsconfig.json`];
}

/** The targets of the pattern that fits with the longest beginning; undefined if none fits. */
function targetsOf(specifier: string, { base, patterns }: Paths): readonly string[] | undefined {
  let best: { readonly length: number; readonly targets: readonly string[] } | undefined;
  for (const [pattern, targets] of patterns) {
    const [before = '', after] = pattern.split('*');
    const fits =
      after === undefined
        ? specifier === pattern
        : specifier.length >= before.length + after.length && specifier.startsWith(before) && specifier.endsWith(after);
    if (!fits || (best && before.length < best.length)) continue;
    const star = after === undefined ? '' : specifier.slice(before.length, specifier.length - after.length);
    best = {
      length: before.length,
      targets: targets.map((target) =>
        joinPath(
          base,
          target.replace('*', () => star),
        ),
      ),
    };
  }
  return best?.targets;
}

/** A folder seen from another, with a slash at its end, or empty. */
function folderAt(folder: string, path: string): string {
  const joined = joinPath(folder, path);
  return joined === '.' ? '' : `${joined}/`;
}

function parsed(text: string): Config {
  const config = recordIn(text);
  const options = recordOf(config['compilerOptions']);
  const further = [
    ...stringsIn(config['extends']).map((name) => (name.endsWith('.json') ? name : `${name}.json`)),
    ...[config['references']].flat().flatMap((reference) => configAt(recordOf(reference)['path'])),
  ];
  return {
    base: typeof options['baseUrl'] === 'string' ? options['baseUrl'] : '',
    patterns: new Map(
      Object.entries(recordOf(options['paths'])).map(([pattern, targets]) => [pattern, stringsIn(targets)] as const),
    ),
    further: further.filter((name) => name.startsWith('.')), // what else it extends is in a package
  };
}

/** Of what is no JSON, nothing: the compiler will say so. */
function recordIn(text: string): Readonly<Record<string, unknown>> {
  try {
    return recordOf(JSON.parse(withoutComments(text)));
  } catch {
    return {};
  }
}

/** Of anything else than an object, none of its properties. */
function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function stringsIn(value: unknown): readonly string[] {
  return [value].flat().filter((item) => typeof item === 'string');
}
