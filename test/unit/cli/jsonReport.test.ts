import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notebookJson, temporaryFolder } from './support/folder.ts';
import { reportIn } from './support/runIn.ts';

test('the report has the documented shape for a file', async (t) => {
  const folder = temporaryFolder(t, { 'a/b.py': 'x\n  y = warning!\n' });
  const { report, stdout } = await reportIn(folder, ['a']);
  assert.deepEqual(report, {
    version: 1,
    files: 1,
    findings: [
      {
        file: 'a/b.py',
        language: 'python',
        rule: 'marked',
        severity: 'warning',
        start: { line: 2, column: 7 },
        end: { line: 2, column: 15 },
        message: 'A mark of severity warning',
        subject: 'x',
        format: { name: 'float64', declared: false, source: 'assumed' },
        rewrites: [
          {
            title: 'Remove the mark',
            safe: true,
            assumptions: ['it is a mark'],
            verified: { cases: 9, maxUlp: 2 },
            edits: [{ start: 8, end: 16, text: '' }],
          },
        ],
        withheld: [{ title: 'Frame the mark', reason: 'the axis is not known' }],
      },
    ],
    errors: [],
  });
  assert.ok(stdout.endsWith('}\n'));
});

test('in a notebook the finding and its edits name the cell, and lines are within it', async (t) => {
  const folder = temporaryFolder(t, { 'n.ipynb': notebookJson(['a', 'b\r\nhint! error!']) });
  const { report } = await reportIn(folder, ['n.ipynb']);
  assert.deepEqual(
    report.findings.map(({ cell, start, end, rewrites }) => ({ cell, start, end, edit: rewrites[0]!.edits[0] })),
    [
      {
        cell: 3,
        start: { line: 2, column: 1 },
        end: { line: 2, column: 6 },
        edit: { cell: 3, start: 3, end: 8, text: '' },
      },
      {
        cell: 3,
        start: { line: 2, column: 7 },
        end: { line: 2, column: 13 },
        edit: { cell: 3, start: 9, end: 15, text: '' },
      },
    ],
  );
});

for (const [what, text, line, column, offset] of [
  ['CRLF', 'a\r\nb\r\nhint!', 3, 1, 6],
  ['lone CR', 'a\rb\r hint!', 3, 2, 5],
  ['mixed line ends', 'a\n\r\n\rhint!', 4, 1, 5],
  ['a byte-order mark', '\ufeffhint!', 1, 1, 0],
  ['astral characters', 's = "𝄞𝄞"\n"𝄞" hint!', 2, 6, 16],
  ['a tab', '\thint!', 1, 2, 1],
  ['a line separator, which ends no line', '\u2028\f\u0085hint!', 1, 4, 3],
] as const) {
  test(`places and offsets count UTF-16 units of the file as stored: ${what}`, async (t) => {
    const folder = temporaryFolder(t, { 'a.py': text });
    const [finding] = (await reportIn(folder, ['a.py'])).report.findings;
    assert.deepEqual(finding!.start, { line, column });
    assert.deepEqual(finding!.rewrites[0]!.edits, [{ start: offset, end: offset + 5, text: '' }]);
  });
}

test('findings come in the order of the files and of the places in them', async (t) => {
  const folder = temporaryFolder(t, {
    'a.py': 'hint! error!\nwarning!',
    'b.ipynb': notebookJson(['hint!', 'error! hint!']),
  });
  const { report } = await reportIn(folder, []);
  assert.deepEqual(
    report.findings.map(({ file, cell, severity }) => [file, cell, severity]),
    [
      ['a.py', undefined, 'hint'],
      ['a.py', undefined, 'error'],
      ['a.py', undefined, 'warning'],
      ['b.ipynb', 1, 'hint'],
      ['b.ipynb', 3, 'error'],
      ['b.ipynb', 3, 'hint'],
    ],
  );
});

test('a folder without anything to read is an empty report', async (t) => {
  const { report, code, stderr } = await reportIn(temporaryFolder(t), []);
  assert.deepEqual(report, { version: 1, files: 0, findings: [], errors: [] });
  assert.equal(code, 0);
  assert.match(stderr, /no Python, JavaScript or TypeScript files or notebooks there/);
});
