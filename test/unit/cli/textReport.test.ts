import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notebookJson, temporaryFolder } from './support/folder.ts';
import { runIn } from './support/runIn.ts';

test('a finding is a clickable place, its line with carets, and its first rewrite', async (t) => {
  const folder = temporaryFolder(t, { 'a/b.py': 'x = 1\n\ty = "é" + warning! + 1  \r\n' });
  const { stdout, stderr } = await runIn(folder, ['check', 'a/b.py']);
  assert.equal(
    stdout,
    [
      'a/b.py:2:12: warning marked A mark of severity warning',
      '  2 | \ty = "é" + warning! + 1',
      '    | \t          ^^^^^^^^',
      '    = fix: Remove the mark',
      '',
      '1 finding in 1 file',
      '',
    ].join('\n'),
  );
  assert.equal(stderr, '');
});

test('in a notebook the cell stands before the line', async (t) => {
  const folder = temporaryFolder(t, { 'n.ipynb': notebookJson(['x', 'hint!']) });
  const { stdout } = await runIn(folder, ['check', 'n.ipynb']);
  assert.ok(stdout.startsWith('n.ipynb:cell 3:1:1: hint marked '), stdout);
});

test('the summary counts, and errors are on stderr', async (t) => {
  const folder = temporaryFolder(t, { 'a.py': '', 'b.py': 'hint! hint!' });
  const { stdout, stderr } = await runIn(folder, ['check', '.', 'c.py']);
  assert.ok(stdout.endsWith('\n\n2 findings in 2 files, 1 with errors\n'), stdout);
  assert.equal(stderr, 'softmax-stability: c.py: no such file or folder\n');
  assert.equal((await runIn(folder, ['check', 'a.py'])).stdout, '0 findings in 1 file\n');
});

test(
  'nothing in a name or a text reaches the terminal as a control',
  { skip: process.platform === 'win32' },
  async (t) => {
    const folder = temporaryFolder(t, { 'a\u001b[2J\n.py': '"\u001b]0;title\u0007\u202e" warning!' });
    const { stdout, stderr } = await runIn(folder, ['check', '.', 'b\u001b.py']);
    assert.ok(stdout.startsWith('a␛[2J␊.py:1:'), stdout);
    assert.match(stdout, /"␛\]0;title␇�" warning!/);
    assert.doesNotMatch(stdout + stderr, /(?!\n)\p{Cc}/u);
  },
);

const coloured = '\u001b[33mwarning\u001b[0m';

for (const [isTTY, env, expected] of [
  [false, {}, false],
  [true, {}, true],
  [true, { TERM: 'dumb' }, false],
  [true, { NO_COLOR: '1' }, false],
  [true, { NO_COLOR: '' }, true],
  [false, { FORCE_COLOR: '1' }, true],
  [true, { FORCE_COLOR: '0' }, false],
  [false, { FORCE_COLOR: '1', NO_COLOR: '1' }, true],
] as const) {
  test(`${isTTY ? 'a terminal' : 'a pipe'} with ${JSON.stringify(env)} gets ${expected ? '' : 'no '}colours`, async (t) => {
    const folder = temporaryFolder(t, { 'a.py': 'warning!' });
    let written = '';
    const stdout = { isTTY, write: (text: string) => Promise.resolve(void (written += text)) };
    await runIn(folder, ['check', 'a.py'], { stdout, env });
    assert.equal(written.includes(coloured), expected);
    assert.equal(written.includes('\u001b'), expected);
  });
}
