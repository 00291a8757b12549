import assert from 'node:assert/strict';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { Baseline } from '../../../src/cli/baseline.ts';
import { temporaryFolder, writeFiles } from './support/folder.ts';

const finding = (code: string, rule = 'marked') => ({ rule, code });

test('what was written is known: by file, rule and code, as often as it was counted', (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'ci/known.json');
  const at = (name: string) => join(folder, name);
  const found = new Map([
    [at('b.py'), [finding('x'), finding('y'), finding('x')]],
    [at('a.py'), [finding('x')]],
  ]);
  const text = Baseline.empty(path).updated(found, () => true);
  writeFiles(folder, { 'ci/known.json': text });
  const read = Baseline.read(path);
  assert.ok(read.ok);
  const { baseline } = read;
  const now = [finding('new'), finding('x'), finding('x', 'other'), finding('x'), finding('y'), finding('x')];
  assert.deepEqual(baseline.unknown(at('b.py'), now), [finding('new'), finding('x', 'other'), finding('x')]);
  assert.deepEqual(baseline.unknown(at('c.py'), [finding('x')]), [finding('x')]);
  assert.match(text, /"file":"\.\.\/a\.py".*\n.*"file":"\.\.\/b\.py","rule":"marked","code":"x","count":2/);
});

test('an update takes the place of what was known of its files; others stay while they exist', (t) => {
  const folder = temporaryFolder(t);
  const path = join(folder, 'known.json');
  const at = (name: string) => join(folder, name);
  const first = new Map(['a.py', 'b.py', 'c.py'].map((name) => [at(name), [finding('x')]]));
  writeFiles(folder, { 'known.json': Baseline.empty(path).updated(first, () => true), 'b.py': '' });
  const read = Baseline.read(path);
  assert.ok(read.ok);
  const text = read.baseline.updated(new Map([[at('a.py'), []]]), (file) => file.endsWith('/b.py'));
  assert.deepEqual(JSON.parse(text), { version: 1, findings: [{ file: 'b.py', rule: 'marked', code: 'x', count: 1 }] });
});

suite('a file that is no baseline', () => {
  for (const [text, message] of [
    ['{', /^not a baseline: .* on line 1$/],
    ['{"version": 2, "findings": []}', /^not a baseline of version 1$/],
    ['{"version": 1, "findings": [{"file": 1}]}', /^not a baseline of version 1$/],
    ['null', /^not a baseline of version 1$/],
  ] as const) {
    test(text, (t) => {
      const read = Baseline.read(join(temporaryFolder(t, { b: text }), 'b'));
      assert.ok(!read.ok);
      assert.match(read.message, message);
    });
  }

  test('that is missing says how it is made', (t) => {
    const read = Baseline.read(join(temporaryFolder(t), 'b'));
    assert.deepEqual(read, { ok: false, message: 'no such file or folder; --update-baseline writes it' });
  });
});
