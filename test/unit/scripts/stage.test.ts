import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { load } from './load.ts';

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}
interface Judged extends Counts {
  readonly note: string;
}
const { countsIn, failuresIn, judge } = await load<{
  countsIn: (output: string) => Counts;
  failuresIn: (output: string) => string[];
  judge: (stage: { counts: string }, end: { output: string; error?: string }) => Judged;
}>('stage.mjs');

const tests = { counts: 'tests' };
const line = '[tests] 3 passed, 1 failed, 2 skipped';

describe("a stage's counts", () => {
  it('are read from the last line of a runner, and added up over steps', () => {
    assert.deepEqual(countsIn(`✔ a\n${line}\nmore\n${line}\n`), { passed: 6, failed: 2, skipped: 4 });
  });

  it('are not read from a test that prints such a line inside another', () => {
    assert.deepEqual(countsIn(`    ${line}\nsaid: ${line}\n${line}.`), { passed: 0, failed: 0, skipped: 0 });
  });

  const judged: [title: string, stage: { counts: string }, end: { output: string; error?: string }, Judged][] = [
    ['a check counts as one', { counts: 'check' }, { output: '' }, { passed: 1, failed: 0, skipped: 0, note: '' }],
    [
      'a failed check counts as one failure',
      { counts: 'check' },
      { output: '', error: 'it ended with 2' },
      { passed: 0, failed: 1, skipped: 0, note: 'it ended with 2' },
    ],
    ['tests count themselves', tests, { output: line }, { passed: 3, failed: 1, skipped: 2, note: '' }],
    [
      'a runner that ends badly with no failed test has failed all the same',
      tests,
      { output: '[tests] 3 passed, 0 failed, 0 skipped', error: 'it ended with 1' },
      { passed: 3, failed: 1, skipped: 0, note: 'it ended with 1' },
    ],
    [
      'a runner without any test has failed',
      tests,
      { output: '[tests] 0 passed, 0 failed, 0 skipped' },
      { passed: 0, failed: 1, skipped: 0, note: 'it ran no test' },
    ],
    [
      'tests that were all skipped are none',
      tests,
      { output: '[tests] 0 passed, 0 failed, 4 skipped' },
      { passed: 0, failed: 1, skipped: 4, note: 'it ran no test' },
    ],
  ];
  for (const [title, stage, end, expected] of judged) {
    it(title, () => {
      assert.deepEqual(judge(stage, end), expected);
    });
  }
});

describe('what failed', () => {
  it('is what stands indented below a title, and no line that only counts', () => {
    const output = `✖ a.test.ts: adds up\n    Error: 1\n\n        at b\nprinted\n✖ a.test.ts: 3 passed, 1 failed (2 ms)\n${line}\n`;
    assert.deepEqual(failuresIn(output), ['✖ a.test.ts: adds up\n    Error: 1\n\n        at b']);
  });

  it('says how much of a long one it leaves out', () => {
    const [failure = ''] = failuresIn(`✖ a: b\n${'    at c\n'.repeat(60)}`);
    assert.equal(failure.split('\n').length, 41);
    assert.match(failure, /\n {4}… 21 more lines above$/);
  });
});
