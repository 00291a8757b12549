// Rewriting, through the built program.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryFolder } from '../unit/cli/support/folder.ts';
import { naiveSoftmax } from './support/sources.ts';
import { outcomeOf, reportOf, runCli, startCli } from './support/spawnCli.ts';

const fixed = naiveSoftmax().replace('np.exp(x)', 'np.exp(x - np.max(x, axis=1, keepdims=True))');

test('--fix makes the safe rewrites of all files and reports what is left', async (t) => {
  const folder = temporaryFolder(t, {
    'a.py': naiveSoftmax(),
    'b.py': `${naiveSoftmax()}${naiveSoftmax('\n', 'g')}`,
    'c.py': 'x = 1\n',
  });
  chmodSync(join(folder, 'a.py'), 0o755);
  const { code, report } = await reportOf(folder, ['--fix']);
  assert.deepEqual(
    [code, report.findings, report.fixed],
    [
      0,
      [],
      [
        { file: 'a.py', fixes: 1 },
        { file: 'b.py', fixes: 2 },
      ],
    ],
  );
  assert.equal(readFileSync(join(folder, 'a.py'), 'utf8'), fixed);
  assert.equal(statSync(join(folder, 'a.py')).mode & 0o777, 0o755);
  assert.match((await runCli(folder, ['check', '--fix'])).stdout, /^0 findings in 3 files\n$/);
});

for (const [what, before, after] of [
  ['CRLF line ends and a byte-order mark', `\ufeff${naiveSoftmax('\r\n')}`, `\ufeff${fixed.replaceAll('\n', '\r\n')}`],
  ['lone carriage returns', naiveSoftmax('\r'), fixed.replaceAll('\n', '\r')],
  [
    'Latin-1',
    Buffer.from(`# coding: latin-1\n# caf\xe9\n${naiveSoftmax()}`, 'latin1'),
    Buffer.from(`# coding: latin-1\n# caf\xe9\n${fixed}`, 'latin1'),
  ],
] as const) {
  test(`--fix keeps ${what}`, async (t) => {
    const folder = temporaryFolder(t, { 'a.py': before });
    assert.equal((await runCli(folder, ['check', '--fix'])).code, 0);
    assert.deepEqual(readFileSync(join(folder, 'a.py')), Buffer.from(after));
  });
}

const notebook = (line: string) =>
  `{\n "cells": [\n  {\n   "cell_type": "code",\n   "outputs": [{"data": {"text/plain": ["\\u00e9 \\/ ", "nan"]}, "v": NaN}],\n   "metadata": {"é":   1},\n   "source": [\n    "import numpy as np\\n",\n    "e = ${line}\\n",\n    "p = e / e.sum(axis=1, keepdims=True)"\n   ]\n  }\n ],\n "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5}\n\n`;

test('--fix leaves every other byte of a notebook as it is', async (t) => {
  const folder = temporaryFolder(t, { 'n.ipynb': notebook('np.exp(x)') });
  assert.equal((await runCli(folder, ['check', '--fix'])).code, 0);
  assert.equal(readFileSync(join(folder, 'n.ipynb'), 'utf8'), notebook('np.exp(x - np.max(x, axis=1, keepdims=True))'));
});

test('--diff writes nothing and prints what git applies', async (t) => {
  const files = { 'x/a b.py': naiveSoftmax(), 'x/n.ipynb': notebook('np.exp(x)'), 'x/crlf.py': naiveSoftmax('\r\n') };
  const folder = temporaryFolder(t, files);
  const { code, stdout } = await runCli(folder, ['check', '--diff']);
  assert.equal(code, 1);
  assert.equal(readFileSync(join(folder, 'x/a b.py'), 'utf8'), naiveSoftmax());
  assert.match(stdout, /^--- a\/x\/a b\.py/);
  const { status, stderr } = spawnSync('git', ['apply', '-'], { cwd: folder, input: stdout, encoding: 'utf8' });
  assert.equal(status, 0, stderr);
  assert.equal(readFileSync(join(folder, 'x/a b.py'), 'utf8'), fixed);
  assert.equal(readFileSync(join(folder, 'x/crlf.py'), 'utf8'), fixed.replaceAll('\n', '\r\n'));
  assert.equal((await runCli(folder, ['check'])).code, 0);
});

test('known findings of a baseline are not rewritten', async (t) => {
  const folder = temporaryFolder(t, { 'a.py': naiveSoftmax() });
  await runCli(folder, ['check', '--baseline', 'known.json', '--update-baseline']);
  await runCli(folder, ['check', '--baseline', 'known.json', '--fix']);
  assert.equal(readFileSync(join(folder, 'a.py'), 'utf8'), naiveSoftmax());
});

async function filter(cwd: string, text: string, args: readonly string[]) {
  const child = await startCli(['check', ...args], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin!.end(text);
  await once(child.stdin!, 'close').catch(() => undefined);
  return await outcomeOf(child);
}

test('--stdin-filename checks the text of the standard input under that name', async (t) => {
  const folder = temporaryFolder(t, { 'softmax-stability.json': '{"exclude": ["gen"]}' });
  const checked = await filter(folder, naiveSoftmax(), ['--stdin-filename', 'x/a.py']);
  assert.equal(checked.code, 1);
  assert.match(checked.stdout, /^x\/a\.py:4:9: warning naive-softmax/);
  assert.equal((await filter(folder, naiveSoftmax(), ['--stdin-filename', 'gen/a.py'])).code, 0);
});

test('--stdin-filename with --fix is a filter: the text goes out, and the report beside it', async (t) => {
  const folder = temporaryFolder(t);
  const { code, stdout, stderr } = await filter(folder, naiveSoftmax(), ['--stdin-filename', 'a.py', '--fix']);
  assert.deepEqual([code, stdout], [0, fixed]);
  assert.match(stderr, /0 findings in 1 file \(1 fixed\)/);
  assert.equal((await filter(folder, 'x = 1\n', ['--stdin-filename', 'a.py', '--fix'])).stdout, 'x = 1\n');
});
