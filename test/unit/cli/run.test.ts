import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarkPool } from './support/markPool.ts';
import { notebookJson, temporaryFolder } from './support/folder.ts';
import { reportIn, runIn } from './support/runIn.ts';

test('help and version are the only output of their runs', async (t) => {
  const folder = temporaryFolder(t);
  const help = await runIn(folder, ['--help']);
  assert.match(help.stdout, /^Finds .*\n\nUsage: softmax-stability check \[PATH…\]/);
  assert.deepEqual({ ...help, stdout: '' }, { code: 0, stdout: '', stderr: '' });
  assert.deepEqual(await runIn(folder, ['--version']), { code: 0, stdout: '1.2.3\n', stderr: '' });
});

for (const argv of [[], ['fix'], ['check', '--fixes'], ['check', '--format', 'xml'], ['check', '--fail-on', 'x']]) {
  test(`"${argv.join(' ')}" exits with 2 and says why on stderr only`, async (t) => {
    const { code, stdout, stderr } = await runIn(temporaryFolder(t), argv);
    assert.equal(code, 2);
    assert.equal(stdout, '');
    assert.match(stderr, /^softmax-stability: .+\nTry softmax-stability --help\.\n$/);
  });
}

test('a path on which the analysis fails is an error, and the run goes on', async (t) => {
  const folder = temporaryFolder(t, { 'a.py': 'TIMEOUT', 'b.py': 'warning!' });
  const { code, report } = await reportIn(folder, []);
  assert.equal(code, 2);
  assert.equal(report.files, 1);
  assert.deepEqual(report.errors, [{ file: 'a.py', message: 'parsing took too long' }]);
});

test('the pool is told how many files there are, and disposed of at the end', async (t) => {
  const folder = temporaryFolder(t, { 'a.py': 'hint!', 'b.py': '' });
  const made: [files: number, pool: MarkPool][] = [];
  const createPool = (files: number) => {
    made.push([files, new MarkPool()]);
    return made[0]![1];
  };
  await runIn(folder, ['check'], { createPool });
  assert.deepEqual(
    made.map(([files, { disposed }]) => [files, disposed]),
    [[2, true]],
  );
});

test('the page of a rule is printed as it is', async (t) => {
  const { code, stdout } = await runIn(temporaryFolder(t), ['--explain', 'naive-softmax']);
  assert.deepEqual([code, stdout], [0, 'the page docs/rules/naive-softmax.md\n']);
});

test('progress is drawn on a terminal and taken away again, and nowhere else', async (t) => {
  const folder = temporaryFolder(t, { 'a.py': '', 'b.py': '' });
  let drawn = '';
  const stderr = { isTTY: true, write: (text: string | Uint8Array) => Promise.resolve(void (drawn += String(text))) };
  await runIn(folder, ['check'], { stderr });
  assert.equal(drawn, '\r\u001b[K1 of 2 files\r\u001b[K');
  for (const env of [{ CI: 'true' }, { TERM: 'dumb' }]) {
    drawn = '';
    await runIn(folder, ['check'], { stderr, env });
    assert.equal(drawn, '');
  }
  assert.equal((await runIn(folder, ['check'])).stderr, '');
});

test('a notebook in another language is not analysed, not counted, and noted', async (t) => {
  const folder = temporaryFolder(t, { 'a.ipynb': notebookJson(['error!'], 'julia'), 'b.py': '' });
  const { code, report, stderr } = await reportIn(folder, []);
  assert.equal(code, 0);
  assert.equal(report.files, 1);
  assert.equal(stderr, 'softmax-stability: notebooks in other languages than Python left out: 1 (julia)\n');
});
