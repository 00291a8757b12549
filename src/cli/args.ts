import { parseArgs } from 'node:util';
import {
  assumableFormats,
  isAssumableFormat,
  isRuleLevel,
  ruleCatalog,
  ruleLevels,
  type AssumableFormat,
  type RuleLevel,
} from '../analysis/index.ts';
import { failOnLevels, type FailOn } from './exitCode.ts';
import { formats, type Format } from './report.ts';

/** As given on the command line; what is undefined there is as the configuration says. */
export interface CheckOptions {
  /** The working directory when none was given. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: FailOn | undefined;
  readonly rules: Readonly<Record<string, RuleLevel>>;
  readonly assumeFormat: AssumableFormat | undefined;
  readonly reportUnusedIgnores: boolean;
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  readonly changedSince: string | undefined;
  /** The name under which the text from the standard input is checked. */
  readonly stdinFilename: string | undefined;
  /** Which rewrites are made: `all` also those that are not safe. */
  readonly fix: 'none' | 'safe' | 'all';
  /** Print what would be rewritten instead of writing it. */
  readonly diff: boolean;
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'explain'; readonly rule: string }
  | { readonly kind: 'check'; readonly options: CheckOptions }
  | { readonly kind: 'misuse'; readonly message: string };

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  explain: { type: 'string' },
  format: { type: 'string' },
  'fail-on': { type: 'string' },
  rule: { type: 'string', multiple: true },
  'assume-format': { type: 'string' },
  'report-unused-ignores': { type: 'boolean' },
  baseline: { type: 'string' },
  'update-baseline': { type: 'boolean' },
  'changed-since': { type: 'string' },
  'stdin-filename': { type: 'string' },
  fix: { type: 'boolean' },
  'unsafe-fixes': { type: 'boolean' },
  diff: { type: 'boolean' },
} as const;

const ruleIds = ruleCatalog.map(({ id }) => id);

/** What the words after the program's name ask for. */
export function parseArguments(argv: readonly string[]): Command {
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return misuse((error as Error).message);
  }
  const { values, positionals } = parsed;
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (values.explain !== undefined) return explain(values.explain);

  const [command, ...paths] = positionals;
  if (command === undefined) return misuse('a command is missing: check PATH…');
  if (command !== 'check') return misuse(`unknown command "${command}"; the command is: check PATH…`);
  return check(values, paths);
}

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

function check(values: Values, paths: readonly string[]): Command {
  if (paths.includes('')) return misuse('a path is empty');
  const { format = 'text', 'fail-on': failOn, 'assume-format': assumeFormat } = values;
  if (!oneOf(formats, format)) return misuse(`--format is one of ${formats.join(', ')}, not "${format}"`);
  if (failOn !== undefined && !oneOf(failOnLevels, failOn)) {
    return misuse(`--fail-on is one of ${failOnLevels.join(', ')}, not "${failOn}"`);
  }
  if (assumeFormat !== undefined && !isAssumableFormat(assumeFormat)) {
    return misuse(`--assume-format is one of ${assumableFormats.join(', ')}, not "${assumeFormat}"`);
  }
  const rules = rulesIn(values.rule ?? []);
  if (typeof rules === 'string') return misuse(rules);
  const { 'stdin-filename': stdinFilename, baseline, 'changed-since': changedSince, diff = false } = values;
  const fix = values['unsafe-fixes'] ? 'all' : values.fix || diff ? 'safe' : 'none';
  const options: CheckOptions = {
    paths: paths.length > 0 ? paths : ['.'],
    format,
    failOn,
    rules,
    assumeFormat,
    reportUnusedIgnores: values['report-unused-ignores'] ?? false,
    baseline,
    updateBaseline: values['update-baseline'] ?? false,
    changedSince,
    stdinFilename,
    fix,
    diff,
  };
  const conflict = conflictIn(options, values, paths);
  return conflict === undefined ? { kind: 'check', options } : misuse(conflict);
}

/** Which options cannot go together, in words. */
function conflictIn(options: CheckOptions, values: Values, paths: readonly string[]): string | undefined {
  for (const name of ['baseline', 'changed-since', 'stdin-filename'] as const) {
    if (values[name] === '') return `--${name} is empty`;
  }
  if (values['unsafe-fixes'] && !values.fix && !values.diff) return '--unsafe-fixes goes with --fix or --diff';
  if (options.diff && values.format !== undefined) return '--diff prints a diff, and no report in a --format';
  if (options.updateBaseline && options.fix !== 'none') return '--update-baseline does not go with --fix or --diff';
  if (options.stdinFilename === undefined) return undefined;
  if (paths.length > 0) return '--stdin-filename takes the text from the standard input, and no paths';
  if (options.changedSince !== undefined) return '--stdin-filename does not go with --changed-since';
  return options.updateBaseline ? '--stdin-filename does not go with --update-baseline' : undefined;
}

function explain(rule: string): Command {
  return ruleIds.includes(rule) ? { kind: 'explain', rule } : misuse(noSuchRule(rule));
}

/** Levels by rule, or what is wrong with the first that is. */
function rulesIn(words: readonly string[]): Readonly<Record<string, RuleLevel>> | string {
  const rules: Record<string, RuleLevel> = {};
  for (const word of words) {
    const at = word.indexOf('=');
    const [id, level] = at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
    if (!isRuleLevel(level)) return `--rule is ID=LEVEL, a level being ${ruleLevels.join(', ')}; not "${word}"`;
    if (!ruleIds.includes(id)) return noSuchRule(id);
    rules[id] = level;
  }
  return rules;
}

function noSuchRule(id: string): string {
  return `there is no rule "${id}"; the rules are: ${ruleIds.join(', ')}`;
}

function oneOf<T extends string>(values: readonly T[], value: string): value is T {
  return (values as readonly string[]).includes(value);
}

function misuse(message: string): Command {
  return { kind: 'misuse', message };
}
