import assert from 'node:assert/strict';
import { it } from 'node:test';
import { load } from './load.ts';

const { summary } = await load<{ summary: (results: readonly object[], interrupted: boolean) => string }>(
  'summary.mjs',
);

const unit = { name: 'unit', passed: 10, failed: 0, skipped: 0, seconds: 1.26, note: '', failures: [] };

it('the summary ends with the sums', () => {
  const cli = { name: 'cli', passed: 1, failed: 2, skipped: 0, seconds: 3, note: 'it ended with 1', failures: [] };
  const lines = summary([unit, cli], false).split('\n');
  assert.equal(lines.at(-1), '11 passed, 2 failed');
  assert.match(lines[1]!, /^✔ unit +10 +0 +0 +1\.3 s$/);
  assert.match(lines[2]!, /^✖ cli +1 +2 +0 +3\.0 s {3}it ended with 1$/);
});

it('the summary counts skipped tests where there are any', () => {
  assert.match(summary([{ ...unit, skipped: 3 }], false), /\n10 passed, 0 failed, 3 skipped$/);
});

it('the summary of an interrupted run says so', () => {
  assert.match(summary([unit], true), /Interrupted.*\n10 passed, 0 failed$/);
});

it('the summary begins with what failed, and by which stage', () => {
  const lines = summary([unit, { ...unit, name: 'cli', failed: 1, failures: ['✖ a: b\n    Error'] }], false).split(
    '\n',
  );
  assert.deepEqual(lines.slice(0, 4), ['What failed:', 'cli ✖ a: b', '    Error', '']);
  assert.match(lines[4]!, /^ +stage/);
});
