import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseArguments, type CheckOptions } from '../../../src/cli/args.ts';

const defaults: CheckOptions = {
  paths: ['.'],
  format: 'text',
  failOn: undefined,
  rules: {},
  assumeFormat: undefined,
  reportUnusedIgnores: false,
  baseline: undefined,
  updateBaseline: false,
  changedSince: undefined,
  stdinFilename: undefined,
  fix: 'none',
  diff: false,
};

const checks: readonly (readonly [words: readonly string[], options: Partial<CheckOptions>])[] = [
  [['check', 'a.py'], { paths: ['a.py'] }],
  [['check'], {}],
  [['check', 'a', 'b', '--format', 'json'], { paths: ['a', 'b'], format: 'json' }],
  [['--format=sarif', 'check', 'a'], { paths: ['a'], format: 'sarif' }],
  [['check', '--format', 'github'], { format: 'github' }],
  [['check', '--fail-on', 'never', 'a'], { paths: ['a'], failOn: 'never' }],
  [['check', '--fail-on=hint', '--', '--odd.py'], { paths: ['--odd.py'], failOn: 'hint' }],
  [['check', '--rule', 'naive-softmax=off', '--rule=naive-softmax=error'], { rules: { 'naive-softmax': 'error' } }],
  [['check', '--assume-format', 'float16'], { assumeFormat: 'float16' }],
  [['check', '--report-unused-ignores'], { reportUnusedIgnores: true }],
  [['check', '--baseline', 'b.json', '--update-baseline'], { baseline: 'b.json', updateBaseline: true }],
  [['check', '--update-baseline'], { updateBaseline: true }],
  [['check', '--changed-since', 'HEAD~1'], { changedSince: 'HEAD~1' }],
  [['check', '--stdin-filename', 'a.py'], { stdinFilename: 'a.py' }],
  [['check', '--fix'], { fix: 'safe' }],
  [['check', '--fix', '--unsafe-fixes'], { fix: 'all' }],
  [['check', '--diff'], { fix: 'safe', diff: true }],
  [['check', '--diff', '--unsafe-fixes', '--fix'], { fix: 'all', diff: true }],
];

for (const [words, options] of checks) {
  test(`"${words.join(' ')}" checks with ${JSON.stringify(options)}`, () => {
    assert.deepEqual(parseArguments(words), { kind: 'check', options: { ...defaults, ...options } });
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

for (const words of [
  ['--explain', 'naive-softmax'],
  ['check', '--explain=naive-softmax'],
]) {
  test(`"${words.join(' ')}" asks for the page of a rule`, () => {
    assert.deepEqual(parseArguments(words), { kind: 'explain', rule: 'naive-softmax' });
  });
}

for (const [words, message] of [
  [[], /command is missing/],
  [['a.py'], /unknown command "a\.py"/],
  [['fix', 'a.py'], /unknown command "fix"/],
  [['check', '--fixes'], /Unknown option '--fixes'/],
  [['check', '-x'], /Unknown option '-x'/],
  [['check', '--format'], /'--format <value>' argument missing/],
  [['check', '--format', 'xml'], /--format is one of text, json, sarif, github, not "xml"/],
  [['check', '--fail-on', 'info'], /--fail-on is one of hint, warning, error, never, not "info"/],
  [['check', '--help=yes'], /'-h, --help' does not take an argument/],
  [['check', ''], /a path is empty/],
  [
    ['check', '--rule', 'naive-softmax'],
    /--rule is ID=LEVEL, a level being off, hint, warning, error; not "naive-softmax"/,
  ],
  [['check', '--rule', 'naive-softmax=loud'], /--rule is ID=LEVEL/],
  [['check', '--rule', 'toString=off'], /there is no rule "toString"; the rules are: .*naive-softmax/],
  [['check', '--explain', 'x'], /there is no rule "x"/],
  [
    ['check', '--assume-format', 'float8'],
    /--assume-format is one of float16, bfloat16, float32, float64, not "float8"/,
  ],
  [['check', '--unsafe-fixes'], /--unsafe-fixes goes with --fix or --diff/],
  [['check', '--diff', '--format', 'json'], /--diff prints a diff/],
  [['check', '--update-baseline', '--fix'], /--update-baseline does not go with/],
  [['check', '--stdin-filename', 'a.py', 'b.py'], /--stdin-filename takes the text from the standard input/],
  [['check', '--stdin-filename', 'a.py', '--changed-since', 'x'], /does not go with --changed-since/],
  [['check', '--stdin-filename', 'a.py', '--update-baseline'], /does not go with --update-baseline/],
  [['check', '--changed-since', ''], /--changed-since is empty/],
] as const) {
  test(`"${words.join(' ')}" is refused: ${message.source}`, () => {
    const command = parseArguments(words);
    assert.equal(command.kind, 'misuse');
    assert.match(command.message, message);
  });
}
