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

/** Configurations that extend others, which extend others: longer chains are cycles. */
const maxExtended = 6;
const configNames = ['tsconfig.json', 'jsconfig.json'];

/**
 * The places, from the root of the project and without an extension, that an import may stand for, the likeliest first.
 * Without a configuration that says so, "@/x" and "~/x" are x in the nearest folder "src", as bundlers' templates have it.
 * @param importer - the path of the importing file, with slashes
 */
export async function aliasedPlaces(specifier: string, importer: string, read: ReadText): Promise<readonly string[]> {
  const folders = foldersAbove(importer);
  for (const folder of folders) {
    for (const name of configNames) {
      const paths = await pathsOf(folder + name, read, maxExtended);
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

/** What a configuration says of paths, else what those say that it extends or, as a collection of others, refers to. */
async function pathsOf(path: string, read: ReadText, left: number): Promise<Paths | undefined> {
  const text = left > 0 ? await read(path) : undefined;
  const config = text === undefined ? undefined : parsed(text);
  if (!config) return undefined;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const options = recordOf(config['compilerOptions']);
  const base = typeof options?.['baseUrl'] === 'string' ? folderAt(folder, options['baseUrl']) : folder;
  const patterns = Object.entries(recordOf(options?.['paths']) ?? {}).map(
    ([pattern, targets]) => [pattern, stringsIn(targets)] as const,
  );
  if (patterns.length > 0) return { base, patterns: new Map(patterns) };
  const further = [
    ...stringsIn([config['extends']].flat()).map((name) => (name.endsWith('.json') ? name : `${name}.json`)),
    ...[config['references']].flat().flatMap((reference) => configAt(recordOf(reference)?.['path'])),
  ];
  for (const name of further.filter((each) => each.startsWith('.'))) {
    const found = await pathsOf(joinPath(folder, name), read, left - 1);
    if (found) return found;
  }
  return undefined;
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

function folderAt(folder: string, path: string): string {
  const joined = joinPath(folder, path);
  return joined === '.' ? '' : `${joined}/`;
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return recordOf(JSON.parse(withoutComments(text)));
  } catch {
    return undefined; // the compiler will say so
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}

function stringsIn(value: unknown): readonly string[] {
  return [value].flat().filter((item) => typeof item === 'string');
}
