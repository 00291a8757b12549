import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments } from '../../../src/cli/args.ts';

const defaults = { format: 'text', failOn: 'warning' };

for (const [words, options] of [
  [['check', 'a.py'], { paths: ['a.py'], ...defaults }],
  [['check'], { paths: ['.'], ...defaults }],
  [['check', 'a', 'b', '--format', 'json'], { paths: ['a', 'b'], ...defaults, format: 'json' }],
  [['--format=json', 'check', 'a'], { paths: ['a'], ...defaults, format: 'json' }],
  [['check', '--fail-on', 'never', 'a'], { paths: ['a'], ...defaults, failOn: 'never' }],
  [['check', '--fail-on=hint', '--', '--odd.py'], { paths: ['--odd.py'], ...defaults, failOn: 'hint' }],
] as const) {
  test(`"${words.join(' ')}" checks ${options.paths.join(' and ')}`, () => {
    assert.deepEqual(parseArguments(words), { kind: 'check', options });
  });
}

for (const words of [['--help'], ['-h'], ['check', '--help'], ['check', 'x', '-h', '--version']]) {
  test(`"${words.join(' ')}" asks for help`, () => {
    assert.deepEqual(parseArguments(words), { kind: 'help' });
  });
}

for (const words of [['--version'], ['-v'], ['check', '--version']]) {
  test(`"${words.join(' ')}" asks for the version`, () => {
    assert.deepEqual(parseArguments(words), { kind: 'version' });
  });
}

for (const [words, message] of [
  [[], /command is missing/],
  [['a.py'], /unknown command "a\.py"/],
  [['fix', 'a.py'], /unknown command "fix"/],
  [['check', '--fix'], /Unknown option '--fix'/],
  [['check', '-x'], /Unknown option '-x'/],
  [['check', '--format'], /'--format <value>' argument missing/],
  [['check', '--format', 'xml'], /--format is text or json, not "xml"/],
  [['check', '--fail-on', 'info'], /--fail-on is one of hint, warning, error, never, not "info"/],
  [['check', '--help=yes'], /'-h, --help' does not take an argument/],
  [['check', ''], /a path is empty/],
] as const) {
  test(`"${words.join(' ')}" is refused: ${message.source}`, () => {
    const command = parseArguments(words);
    assert.equal(command.kind, 'misuse');
    assert.match(command.message, message);
  });
}
