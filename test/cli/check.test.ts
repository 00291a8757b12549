import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { notebookJson, temporaryFolder } from '../unit/cli/support/folder.ts';
import { naiveSoftmax, rewritten } from './support/sources.ts';
import { reportOf, runCli } from './support/spawnCli.ts';

test('a naive softmax in a file is found at its exp, and gone after its safe rewrite', async (t) => {
  const folder = temporaryFolder(t, { 'a/b.py': naiveSoftmax() });
  const { code, report, stderr } = await reportOf(folder, ['a']);
  assert.equal(code, 1, stderr);
  assert.equal(report.version, 1);
  assert.equal(report.files, 1);
  assert.deepEqual(report.errors, []);
  assert.equal(report.findings.length, 1);
  const finding = report.findings[0]!;
  const { file, language, rule, severity, start, end } = finding;
  assert.deepEqual(
    { file, language, rule, severity, start, end },
    {
      file: 'a/b.py',
      language: 'python',
      rule: 'naive-softmax',
      severity: 'warning',
      start: { line: 4, column: 9 },
      end: { line: 4, column: 18 },
    },
  );
  assert.equal('cell' in finding, false);
  writeFileSync(join(folder, 'a/b.py'), rewritten(naiveSoftmax(), finding));
  const after = await reportOf(folder, ['a']);
  assert.deepEqual(after.report, { version: 1, files: 1, findings: [], errors: [] });
  assert.equal(after.code, 0);
});

test('a naive softmax over two cells of a notebook is found in its cell', async (t) => {
  const cells = [
    'import numpy as np\nx = np.random.randn(3, 4) * 100',
    '%matplotlib inline\ne = np.exp(x)\np = e / e.sum(axis=1, keepdims=True)',
  ];
  const folder = temporaryFolder(t, { 'n.ipynb': notebookJson(cells) });
  const { code, report } = await reportOf(folder, ['n.ipynb']);
  assert.equal(code, 1);
  assert.deepEqual(
    report.findings.map(({ file, cell, rule, start, end }) => ({ file, cell, rule, start, end })),
    [{ file: 'n.ipynb', cell: 3, rule: 'naive-softmax', start: { line: 2, column: 5 }, end: { line: 2, column: 14 } }],
  );
  const [finding] = report.findings;
  const cellsEdited = finding!.rewrites.map(({ edits }) => edits.map((edit) => edit.cell));
  assert.deepEqual(cellsEdited[0], [3], 'the shift stays in the cell');
  assert.deepEqual(
    new Set(cellsEdited[1]),
    new Set([1, 3]),
    'the import of the library form goes where the imports are',
  );
  writeFileSync(join(folder, 'n.ipynb'), notebookJson([cells[0]!, rewritten(cells[1]!, finding!)]));
  assert.equal((await reportOf(folder, ['n.ipynb'])).code, 0);
});

for (const [what, text, line] of [
  ['CRLF line ends', naiveSoftmax('\r\n'), 4],
  ['lone CR line ends', naiveSoftmax('\r'), 4],
  ['a byte-order mark', `\ufeff${naiveSoftmax()}`, 4],
  ['astral characters before it', `s = "𝄞𝄞"  # 数\n${naiveSoftmax()}`, 5],
  ['a byte-order mark, CRLF and astral characters', `\ufeff# 🎉\r\n${naiveSoftmax('\r\n')}`, 5],
] as const) {
  test(`the offsets of edits fit the file as stored: ${what}`, async (t) => {
    const folder = temporaryFolder(t, { 'a.py': text });
    const { report } = await reportOf(folder, []);
    assert.equal(report.findings.length, 1);
    const finding = report.findings[0]!;
    assert.deepEqual(finding.start, { line, column: 9 });
    assert.deepEqual(finding.end, { line, column: 18 });
    const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
    const after = mark + rewritten(text.slice(mark.length), finding);
    assert.equal(after.replace(/[^\r\n]/g, '').startsWith('\r'), text.replace(/[^\r\n]/g, '').startsWith('\r'));
    writeFileSync(join(folder, 'a.py'), after);
    assert.deepEqual((await reportOf(folder, [])).report.findings, []);
  });
}

test('a file in Latin-1 that says so is analysed', async (t) => {
  const text = `# coding: latin-1\n# caf\xe9\n${naiveSoftmax()}`;
  const folder = temporaryFolder(t, { 'a.py': Buffer.from(text, 'latin1') });
  const { code, report } = await reportOf(folder, ['a.py']);
  assert.equal(code, 1);
  assert.deepEqual(report.findings[0]!.start, { line: 6, column: 9 });
});

test('shifted code is silent', async (t) => {
  const folder = temporaryFolder(t, {
    'a.py': naiveSoftmax().replace('np.exp(x)', 'np.exp(x - x.max(axis=1, keepdims=True))'),
  });
  assert.deepEqual(await runCli(folder, ['check']), { code: 0, stdout: '0 findings in 1 file\n', stderr: '' });
});

test('folders respect .gitignore, named paths are read, and everything is finished before exit 2', async (t) => {
  const folder = temporaryFolder(t, {
    '.gitignore': 'gen/',
    'gen/a.py': naiveSoftmax(),
    'b.py': naiveSoftmax(),
    'broken.ipynb': '{"cells": [',
    'c.py': Buffer.from([0xff, 0xfe, 0x00]),
  });
  const { code, report } = await reportOf(folder, ['.', 'missing.py', join(folder, 'gen/a.py')]);
  assert.equal(code, 2);
  assert.equal(report.files, 2);
  assert.deepEqual(
    report.findings.map((finding) => finding.file),
    ['b.py', 'gen/a.py'],
  );
  assert.deepEqual(
    report.errors.map((error) => error.file),
    ['broken.ipynb', 'c.py', 'missing.py'],
  );
  assert.ok(report.errors.every((error) => error.message !== ''));
});

test('the text report shows the place, the line and the fix', async (t) => {
  const folder = temporaryFolder(t, { 'a.py': naiveSoftmax() });
  const { code, stdout, stderr } = await runCli(folder, ['check', 'a.py']);
  assert.equal(code, 1);
  assert.equal(stderr, '');
  assert.match(
    stdout,
    /^a\.py:4:9: warning naive-softmax .+\n {2}4 \| {5}e = np\.exp\(x\)\n {4}\| {9}\^{9}\n {4}= fix: .+\n\n1 finding in 1 file\n$/,
  );
});

test('without a path the working directory is checked', async (t) => {
  const folder = temporaryFolder(t, { 'x/a.py': naiveSoftmax() });
  assert.equal((await runCli(folder, ['check', '--fail-on', 'never'])).code, 0);
  assert.equal((await runCli(folder, ['check', '--fail-on', 'error'])).code, 0);
  assert.equal((await runCli(folder, ['check'])).code, 1);
});

test('--version prints the version of the package', async (t) => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
    version: string;
  };
  assert.deepEqual(await runCli(temporaryFolder(t), ['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
});

test('wrong arguments exit with 2 and an explanation on stderr', async (t) => {
  const { code, stdout, stderr } = await runCli(temporaryFolder(t), ['check', '--fixes']);
  assert.equal(code, 2);
  assert.equal(stdout, '');
  assert.match(stderr, /Unknown option '--fixes'/);
});
