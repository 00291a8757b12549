// From a configuration as written to one that is known to be right.
import {
  assumableFormats,
  isAssumableFormat,
  isRuleLevel,
  ruleCatalog,
  ruleLevels,
  type AssumableFormat,
  type RuleLevel,
} from '../../analysis/index.ts';
import { failOnLevels, type FailOn } from '../exitCode.ts';
import type { ConfigError, ConfigNode } from './node.ts';

export interface Override {
  /** Glob patterns, see globsOf. */
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly assumeFormat?: AssumableFormat;
}

/** What a file says; its keys are the long names of options. */
export interface ConfigFile {
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly exclude: readonly string[];
  /** The later ones win. */
  readonly overrides: readonly Override[];
  readonly assumeFormat?: AssumableFormat;
  readonly reportUnusedIgnores?: boolean;
  readonly failOn?: FailOn;
  readonly baseline?: string;
}

export type Validated =
  { readonly ok: true; readonly config: ConfigFile } | { readonly ok: false; readonly error: ConfigError };

class Invalid extends Error {
  constructor(
    readonly line: number,
    message: string,
  ) {
    super(message);
  }
}

/** The configuration, or the first thing that is wrong with it. */
export function validate(node: ConfigNode): Validated {
  try {
    return { ok: true, config: configFile(node) };
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { ok: false, error: { line: error.line, message: error.message } };
  }
}

type Reader<T> = (node: ConfigNode, name: string) => T;

function configFile(node: ConfigNode): ConfigFile {
  const read = table(node, 'the configuration', {
    rules,
    exclude: strings,
    overrides: list(override),
    'assume-format': format,
    'report-unused-ignores': boolean,
    'fail-on': failOn,
    baseline: string,
  });
  return {
    rules: read.rules ?? {},
    exclude: read.exclude ?? [],
    overrides: read.overrides ?? [],
    ...(read['assume-format'] && { assumeFormat: read['assume-format'] }),
    ...(read['report-unused-ignores'] !== undefined && { reportUnusedIgnores: read['report-unused-ignores'] }),
    ...(read['fail-on'] && { failOn: read['fail-on'] }),
    ...(read.baseline !== undefined && { baseline: read.baseline }),
  };
}

function override(node: ConfigNode, name: string): Override {
  const read = table(node, name, { files: strings, rules, 'assume-format': format });
  if (!read.files) throw new Invalid(node.line, `${name} has no "files"`);
  return {
    files: read.files,
    rules: read.rules ?? {},
    ...(read['assume-format'] && { assumeFormat: read['assume-format'] }),
  };
}

/** The values under the keys that a table may have. */
function table<R extends Readonly<Record<string, Reader<unknown>>>>(
  node: ConfigNode,
  name: string,
  readers: R,
): { readonly [Key in keyof R]?: ReturnType<R[Key]> } {
  const known = Object.keys(readers);
  const read = [...entriesOf(node, name)].map(([key, value]) => {
    const reader = Object.hasOwn(readers, key) ? readers[key] : undefined;
    if (!reader) throw new Invalid(value.line, `unknown key "${key}" in ${name}; known are ${known.join(', ')}`);
    return [key, reader(value, `"${key}"`)];
  });
  return Object.fromEntries(read) as { readonly [Key in keyof R]?: ReturnType<R[Key]> }; // each value by its key's reader
}

function rules(node: ConfigNode, name: string): Readonly<Record<string, RuleLevel>> {
  const ids = ruleCatalog.map(({ id }) => id);
  const levels = [...entriesOf(node, name)].map(([id, { line, value }]): [string, RuleLevel] => {
    if (!ids.includes(id)) throw new Invalid(line, `there is no rule "${id}"; the rules are ${ids.join(', ')}`);
    const level = value.kind === 'scalar' ? value.scalar : undefined;
    if (!isRuleLevel(level)) throw new Invalid(line, `the level of ${id} is one of ${quoted(ruleLevels)}`);
    return [id, level];
  });
  return Object.fromEntries(levels);
}

function entriesOf({ line, value }: ConfigNode, name: string): ReadonlyMap<string, ConfigNode> {
  if (value.kind !== 'table') throw new Invalid(line, `${name} is not a table of keys and values`);
  return value.entries;
}

function list<T>(item: Reader<T>): Reader<readonly T[]> {
  return ({ line, value }, name) => {
    if (value.kind !== 'list') throw new Invalid(line, `${name} is not a list`);
    return value.items.map((each, index) => item(each, `${name}, item ${index + 1},`));
  };
}

function string({ line, value }: ConfigNode, name: string): string {
  if (value.kind === 'scalar' && typeof value.scalar === 'string' && value.scalar !== '') return value.scalar;
  throw new Invalid(line, `${name} is not a text, or is empty`);
}

const strings = list(string);

function boolean({ line, value }: ConfigNode, name: string): boolean {
  if (value.kind === 'scalar' && typeof value.scalar === 'boolean') return value.scalar;
  throw new Invalid(line, `${name} is true or false`);
}

function format({ line, value }: ConfigNode, name: string): AssumableFormat {
  const scalar = value.kind === 'scalar' ? value.scalar : undefined;
  if (isAssumableFormat(scalar)) return scalar;
  throw new Invalid(line, `${name} is one of ${quoted(assumableFormats)}`);
}

function failOn({ line, value }: ConfigNode, name: string): FailOn {
  const scalar = value.kind === 'scalar' ? value.scalar : undefined;
  const found = failOnLevels.find((level) => level === scalar);
  if (found) return found;
  throw new Invalid(line, `${name} is one of ${quoted(failOnLevels)}`);
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(', ');
}
