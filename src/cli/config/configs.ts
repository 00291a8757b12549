// The configuration that holds for a file: that of the nearest folder above it which has one.
import { readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import picomatch from 'picomatch';
import { type AnalysisOptions } from '../../analysis/index.ts';
import { globsOf } from '../../analysis/policy/globs.ts';
import type { CheckOptions } from '../args.ts';
import { programName } from '../usage.ts';
import { parseJsonConfig } from './json.ts';
import type { ConfigError, Parsed } from './node.ts';
import { parsePyproject } from './toml.ts';
import { validate, type ConfigFile } from './validate.ts';

/** A configuration and the folder that its patterns and paths are of. */
export interface Config extends ConfigFile {
  readonly folder: string;
}

export type Found =
  | { readonly kind: 'none' }
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'error'; readonly path: string; readonly error: ConfigError };

const parsers: readonly (readonly [name: string, parse: (text: string) => Parsed])[] = [
  [`${programName}.json`, parseJsonConfig],
  ['pyproject.toml', (text) => parsePyproject(text, ['tool', programName])],
];

/** Reads each folder's configuration once. */
export class Configs {
  private readonly found = new Map<string, Found>();

  /** What holds in a folder, given as an absolute path. A pyproject.toml without our table is passed over. */
  forFolder(folder: string): Found {
    const known = this.found.get(folder);
    if (known) return known;
    const parent = dirname(folder);
    const found = configIn(folder) ?? (parent === folder ? { kind: 'none' } : this.forFolder(parent));
    this.found.set(folder, found);
    return found;
  }
}

function configIn(folder: string): Found | undefined {
  for (const [name, parse] of parsers) {
    const path = join(folder, name);
    let text;
    try {
      text = readFileSync(path, 'utf8').replace(/^\ufeff/, '');
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') continue;
      return { kind: 'error', path, error: { line: undefined, message } };
    }
    const parsed = parse(text);
    if (!parsed.ok) return { kind: 'error', path, error: parsed.error };
    if (!parsed.config) continue;
    const validated = validate(parsed.config);
    if (!validated.ok) return { kind: 'error', path, error: validated.error };
    return { kind: 'config', config: { ...validated.config, folder } };
  }
  return undefined;
}

/** Whether a configuration leaves a file (absolute path) alone. */
export function isExcluded(config: Config | undefined, path: string): boolean {
  return config !== undefined && matches(config.folder, config.exclude, path);
}

/** What the analysis of a file is told: by the command line, else by overrides, else by the configuration. */
export function analysisOptions(config: Config | undefined, given: CheckOptions, path: string): AnalysisOptions {
  const overrides = config?.overrides.filter(({ files }) => matches(config.folder, files, path)) ?? [];
  const rules = Object.assign(
    {},
    config?.rules,
    ...overrides.map((each) => each.rules),
    given.rules,
  ) as CheckOptions['rules'];
  const format =
    given.assumeFormat ??
    overrides
      .map((each) => each.assumeFormat)
      .filter(Boolean)
      .at(-1) ??
    config?.assumeFormat;
  return {
    rules,
    ...(format && { format }),
    reportUnusedIgnores: given.reportUnusedIgnores || (config?.reportUnusedIgnores ?? false),
  };
}

const matchers = new Map<string, (path: string) => boolean>();

function matches(folder: string, patterns: readonly string[], path: string): boolean {
  if (patterns.length === 0) return false;
  const key = JSON.stringify(patterns);
  let matcher = matchers.get(key);
  if (!matcher) matchers.set(key, (matcher = picomatch(patterns.flatMap(globsOf), { dot: true })));
  return matcher(relative(folder, path).split(sep).join('/'));
}
