import { parseArgs } from 'node:util';
import { failOnLevels, type FailOn } from './exitCode.ts';
import { formats, type Format } from './report.ts';

export interface CheckOptions {
  /** As given; the working directory when none was. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly failOn: FailOn;
}

export type Command =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'check'; readonly options: CheckOptions }
  | { readonly kind: 'misuse'; readonly message: string };

const options = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
  format: { type: 'string' },
  'fail-on': { type: 'string' },
} as const;

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

  const [command, ...paths] = positionals;
  if (command === undefined) return misuse('a command is missing: check PATH…');
  if (command !== 'check') return misuse(`unknown command "${command}"; the command is: check PATH…`);
  if (paths.includes('')) return misuse('a path is empty');

  const { format = 'text', 'fail-on': failOn = 'warning' } = values;
  if (!oneOf(formats, format)) return misuse(`--format is ${formats.join(' or ')}, not "${format}"`);
  if (!oneOf(failOnLevels, failOn)) return misuse(`--fail-on is one of ${failOnLevels.join(', ')}, not "${failOn}"`);
  return { kind: 'check', options: { paths: paths.length > 0 ? paths : ['.'], format, failOn } };
}

function oneOf<T extends string>(values: readonly T[], value: string): value is T {
  return (values as readonly string[]).includes(value);
}

function misuse(message: string): Command {
  return { kind: 'misuse', message };
}
