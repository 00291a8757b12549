import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { parseArguments } from '../../../../src/cli/args.ts';
import { analysisOptions, Configs, isExcluded, type Config } from '../../../../src/cli/config/configs.ts';
import { temporaryFolder, type Files } from '../support/folder.ts';

function optionsOf(...words: readonly string[]) {
  const command = parseArguments(['check', ...words]);
  if (command.kind !== 'check') throw new Error('misuse');
  return command.options;
}

/** The configuration of a folder among files. */
function configOf(t: Parameters<typeof temporaryFolder>[0], files: Files, at = ''): Config {
  const found = new Configs().forFolder(join(temporaryFolder(t, files), at));
  assert.equal(found.kind, 'config', JSON.stringify(found));
  return found.config;
}

function errorOf(t: Parameters<typeof temporaryFolder>[0], name: string, text: string): string {
  const found = new Configs().forFolder(temporaryFolder(t, { [name]: text }));
  assert.equal(found.kind, 'error', JSON.stringify(found));
  return `${found.path.split(/[\\/]/).at(-1)!}:${found.error.line}: ${found.error.message}`;
}

const toml = `
[project]
name = "x"

[tool.softmax-stability]
exclude = ["legacy", "*.gen.py", "./top.py"]
fail-on = "error"
assume-format = "float32"
baseline = "known.json"
report-unused-ignores = true
rules.naive-softmax = "hint"

[[tool.softmax-stability.overrides]]
files = ["half/**"]
assume-format = "float16"

[[tool.softmax-stability.overrides]]
files = ["half/x.py"]
rules = { naive-softmax = "off" }
`;

const json = JSON.stringify({
  exclude: ['legacy', '*.gen.py', './top.py'],
  'fail-on': 'error',
  'assume-format': 'float32',
  baseline: 'known.json',
  'report-unused-ignores': true,
  rules: { 'naive-softmax': 'hint' },
  overrides: [
    { files: ['half/**'], 'assume-format': 'float16' },
    { files: ['half/x.py'], rules: { 'naive-softmax': 'off' } },
  ],
});

for (const [name, text] of [
  ['pyproject.toml', toml],
  ['softmax-stability.json', json],
] as const) {
  suite(`a configuration in ${name}`, () => {
    test('is read whole', (t) => {
      const { folder, ...config } = configOf(t, { [name]: text });
      assert.ok(folder !== '');
      assert.deepEqual(config, {
        exclude: ['legacy', '*.gen.py', './top.py'],
        failOn: 'error',
        assumeFormat: 'float32',
        baseline: 'known.json',
        reportUnusedIgnores: true,
        rules: { 'naive-softmax': 'hint' },
        overrides: [
          { files: ['half/**'], rules: {}, assumeFormat: 'float16' },
          { files: ['half/x.py'], rules: { 'naive-softmax': 'off' } },
        ],
      });
    });

    test('leaves files alone by glob', (t) => {
      const config = configOf(t, { [name]: text });
      const excluded = (path: string) => isExcluded(config, join(config.folder, path));
      for (const path of ['legacy/a.py', 'x/legacy/deep/a.py', 'x/a.gen.py', 'top.py']) assert.ok(excluded(path), path);
      for (const path of ['a.py', 'x/top.py', 'legacyx/a.py']) assert.ok(!excluded(path), path);
    });

    test('is overridden for some files, and by the command line for all', (t) => {
      const config = configOf(t, { [name]: text });
      const at = (path: string, ...words: readonly string[]) =>
        analysisOptions(config, optionsOf(...words), join(config.folder, path));
      assert.deepEqual(at('a.py'), {
        rules: { 'naive-softmax': 'hint' },
        format: 'float32',
        reportUnusedIgnores: true,
      });
      assert.deepEqual(at('half/x.py').rules, { 'naive-softmax': 'off' });
      assert.equal(at('half/x.py').format, 'float16');
      assert.deepEqual(at('half/x.py', '--rule', 'naive-softmax=error', '--assume-format', 'bfloat16'), {
        rules: { 'naive-softmax': 'error' },
        format: 'bfloat16',
        reportUnusedIgnores: true,
      });
    });
  });
}

suite('the configuration that holds', () => {
  test('is that of the nearest folder; a pyproject.toml without ours is passed over', (t) => {
    const files = {
      'softmax-stability.json': '{"fail-on": "hint"}',
      'a/pyproject.toml': '[tool.other]\nx = 1\n',
      'a/b/pyproject.toml': '[tool.softmax-stability]\nfail-on = "never"\n',
      'a/b/c/': '',
    };
    assert.equal(configOf(t, files, 'a').failOn, 'hint');
    assert.equal(configOf(t, files, 'a/b/c').failOn, 'never');
  });

  test('is the JSON file where both are in one folder', (t) => {
    const files = {
      'softmax-stability.json': '\ufeff{}',
      'pyproject.toml': '[tool.softmax-stability]\nfail-on="never"\n',
    };
    assert.equal(configOf(t, files).failOn, undefined);
  });
});

suite('a mistake is said with its line', () => {
  const head = '[tool.softmax-stability]\n';
  for (const [what, text, message] of [
    [
      'an unknown key',
      `${head}\nrulez = 1\n`,
      /^pyproject\.toml:3: unknown key "rulez" in the configuration; known are rules, exclude/,
    ],
    [
      'an unknown rule',
      `${head}[tool.softmax-stability.rules]\nnaive-softmx = "off"\n`,
      /:3: there is no rule "naive-softmx"; the rules are .*naive-softmax/,
    ],
    ['an unknown rule in an inline table', `${head}rules = { toString = "off" }\n`, /:2: there is no rule "toString"/],
    [
      'a bad level',
      `${head}rules.naive-softmax = "loud"\n`,
      /:2: the level of naive-softmax is one of "off", "hint", "warning", "error"/,
    ],
    ['a bad format', `${head}assume-format = "float8"\n`, /:2: "assume-format" is one of "float16"/],
    ['a bad pattern', `${head}exclude = [\n  "a",\n  1,\n]\n`, /:4: "exclude", item 2, is not a text/],
    ['a list that is none', `${head}exclude = "a"\n`, /:2: "exclude" is not a list/],
    [
      'an override without files',
      `${head}[[tool.softmax-stability.overrides]]\nrules = {}\n`,
      /:2: "overrides", item 1, has no "files"/,
    ],
    [
      'an unknown key of an override',
      `${head}overrides = [{ files = ["a"], exclude = [] }]\n`,
      /:2: unknown key "exclude" in "overrides", item 1,/,
    ],
    ['bad TOML', `${head}a = \n`, /:3: not TOML: /],
    ['a table that is a value', 'tool.softmax-stability = 3\n', /:1: the configuration is not a table/],
  ] as const) {
    test(`${what}, in TOML`, (t) => {
      assert.match(errorOf(t, 'pyproject.toml', text), message);
    });
  }

  for (const [what, text, message] of [
    ['an unknown key', '{\n  "exclude": [],\n  "rulez": {}\n}', /^softmax-stability\.json:3: unknown key "rulez"/],
    ['a bad level', '{"rules": {\n"naive-softmax": 2}}', /:2: the level of naive-softmax/],
    ['a fail-on that is none', '{"fail-on":\n "info"}', /:1: "fail-on" is one of "hint"/],
    ['bad JSON', '{\n"rules": }', /:2: not JSON: expected a value/],
    ['a list', '[]', /:1: the configuration is not a table/],
  ] as const) {
    test(`${what}, in JSON`, (t) => {
      assert.match(errorOf(t, 'softmax-stability.json', text), message);
    });
  }
});
