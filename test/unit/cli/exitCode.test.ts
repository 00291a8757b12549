import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FailOn } from '../../../src/cli/exitCode.ts';
import { reportIn, runIn } from './support/runIn.ts';
import { temporaryFolder } from './support/folder.ts';

const table: readonly [mark: string, failOn: FailOn, code: number][] = [
  ['hint!', 'hint', 1],
  ['hint!', 'warning', 0],
  ['hint!', 'error', 0],
  ['warning!', 'hint', 1],
  ['warning!', 'warning', 1],
  ['warning!', 'error', 0],
  ['error!', 'hint', 1],
  ['error!', 'warning', 1],
  ['error!', 'error', 1],
  ['error!', 'never', 0],
  ['', 'hint', 0],
];

for (const [mark, failOn, code] of table) {
  test(`${mark === '' ? 'no finding' : `a finding "${mark}"`} with --fail-on ${failOn} exits with ${code}`, async (t) => {
    const folder = temporaryFolder(t, { 'a.py': mark });
    assert.equal((await runIn(folder, ['check', '--fail-on', failOn])).code, code);
  });
}

test('without --fail-on a warning fails and a hint does not', async (t) => {
  const folder = temporaryFolder(t, { 'warning.py': 'warning!', 'hint.py': 'hint!' });
  assert.equal((await runIn(folder, ['check', 'warning.py'])).code, 1);
  assert.equal((await runIn(folder, ['check', 'hint.py'])).code, 0);
});

test('a file that cannot be read exits with 2, after the others were analysed', async (t) => {
  const folder = temporaryFolder(t, { 'a.py': 'warning!', 'b.ipynb': '{', 'c.py': 'warning!' });
  const { code, report } = await reportIn(folder, ['.', 'missing.py']);
  assert.equal(code, 2);
  assert.equal(report.files, 2);
  assert.deepEqual(
    report.findings.map((finding) => finding.file),
    ['a.py', 'c.py'],
  );
  assert.deepEqual(
    report.errors.map((error) => error.file),
    ['b.ipynb', 'missing.py'],
  );
});

test('a file that cannot be read exits with 2 even with --fail-on never', async (t) => {
  const folder = temporaryFolder(t);
  assert.equal((await runIn(folder, ['check', 'missing.py', '--fail-on', 'never'])).code, 2);
});
