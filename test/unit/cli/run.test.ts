import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MarkAnalyzer } from './support/markAnalyzer.ts';
import { notebookJson, temporaryFolder } from './support/folder.ts';
import { reportIn, runIn } from './support/runIn.ts';

test('help and version are the only output of their runs', async (t) => {
  const folder = temporaryFolder(t);
  const help = await runIn(folder, ['--help']);
  assert.match(help.stdout, /^Finds .*\n\nUsage: softmax-stability check \[PATH…\]/);
  assert.deepEqual({ ...help, stdout: '' }, { code: 0, stdout: '', stderr: '' });
  assert.deepEqual(await runIn(folder, ['--version']), { code: 0, stdout: '1.2.3\n', stderr: '' });
});

for (const argv of [[], ['fix'], ['check', '--fix'], ['check', '--format', 'xml'], ['check', '--fail-on', 'x']]) {
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

test('an analyzer that breaks is replaced for the next file', async (t) => {
  const folder = temporaryFolder(t, { 'a.py': 'hint!', 'b.py': 'CRASH', 'c.py': 'hint!', 'd.py': 'hint!' });
  const made: MarkAnalyzer[] = [];
  const createAnalyzer = () => {
    made.push(new MarkAnalyzer());
    return Promise.resolve(made[made.length - 1]!);
  };
  const { code, report } = await reportIn(folder, [], { createAnalyzer });
  assert.equal(code, 2);
  assert.equal(report.findings.length, 3);
  assert.deepEqual(report.errors, [{ file: 'b.py', message: 'the analysis broke off: unreachable' }]);
  assert.deepEqual(
    made.map((analyzer) => analyzer.disposed),
    [true, true],
  );
});

test('an analyzer that cannot be made is an error of every file', async (t) => {
  const folder = temporaryFolder(t, { 'a.py': '', 'b.py': '' });
  const createAnalyzer = () => Promise.reject(new Error('no memory'));
  const { code, report } = await reportIn(folder, [], { createAnalyzer });
  assert.equal(code, 2);
  assert.deepEqual(
    report.errors.map((error) => error.message),
    Array<string>(2).fill('the parser could not be started: no memory'),
  );
});

test('no analyzer is made where there is nothing to analyse', async (t) => {
  const createAnalyzer = () => Promise.reject(new Error('made'));
  const { code } = await runIn(temporaryFolder(t), ['check'], { createAnalyzer });
  assert.equal(code, 0);
});

test('a notebook in another language is not analysed, not counted, and noted', async (t) => {
  const folder = temporaryFolder(t, { 'a.ipynb': notebookJson(['error!'], 'julia'), 'b.py': '' });
  const { code, report, stderr } = await reportIn(folder, []);
  assert.equal(code, 0);
  assert.equal(report.files, 1);
  assert.equal(stderr, 'softmax-stability: notebooks in other languages than Python left out: 1 (julia)\n');
});
