import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { ThresholdRow } from '../../../src/protocol/payload.ts';
import { logitFacts, verdict } from '../../../src/renderer/verdict.ts';
import { runSample } from './samples.ts';

function rowFor(logits: readonly number[], format: ThresholdRow['format']): ThresholdRow {
  const row = runSample('softmax', logits, format).thresholds.find((candidate) => candidate.format === format);
  assert.ok(row);
  return row;
}

/** Logits that are spread evenly, where random floats crowd around 0. */
function tenths(min: number, max: number): fc.Arbitrary<number> {
  return fc.integer({ min, max }).map((value) => value / 10);
}

const cases: readonly [readonly number[], string, readonly string[]][] = [
  [[0, 1, 2], 'holds', []],
  [[11, 0], 'holds', ['probabilityOneGap']],
  [[11.2, 0], 'exp is inf', ['expOverflow', 'sumOverflow', 'probabilityOneGap']],
  [[10.5, 10.5], 'the sum is inf', ['sumOverflow']],
  [[-18, -19], 'every exp is 0', ['expZero']],
  [[-18, -1], 'some exp is 0', ['expZero', 'probabilityOneGap']],
  [[9, -9], 'some p is 0', ['probabilityZeroGap', 'probabilityOneGap']],
  [[NaN, 1], 'a logit is NaN', []],
  [[Infinity, 1], 'exp is inf', ['expOverflow', 'sumOverflow', 'probabilityZeroGap', 'probabilityOneGap']],
  [[-Infinity, 1, 1], 'holds', []],
  [[5], 'holds', []],
  [[], 'no logits', []],
];

for (const [logits, words, passed] of cases) {
  test(`In float16, of [${logits.join(', ')}] the verdict is: ${words}`, () => {
    const found = verdict(logitFacts(Float64Array.from(logits)), rowFor(logits, 'float16'));
    assert.equal(found.words, words);
    assert.deepEqual([...found.passed], passed);
  });
}

test('Where the verdict is that it holds, the naive softmax gives no NaN and no zero', () => {
  const logits = fc.array(tenths(-200, 200), { minLength: 1, maxLength: 8 });
  let held = 0;
  fc.assert(
    fc.property(logits, (given) => {
      const sample = runSample('softmax', given, 'float16');
      const facts = logitFacts(sample.logits);
      const row = rowFor(given, 'float16');
      // Next to a threshold the sum's own rounding decides, which the ideal sum does not know.
      fc.pre(
        Math.abs(facts.logSumExp - row.expOverflow) > 0.02 && facts.max - facts.min < row.probabilityZeroGap - 2.5,
      );
      if (verdict(facts, row).outcome !== 'holds') return;
      held++;
      assert.ok(
        sample.naive.every((value) => value > 0),
        String(sample.naive),
      );
    }),
    { numRuns: 300 },
  );
  assert.ok(held > 20, `only ${held} held`);
});

test('Where the verdict is that it fails, the naive softmax gives NaN or nothing but zeros', () => {
  const logits = fc.array(tenths(-400, 150), { minLength: 1, maxLength: 8 });
  let failed = 0;
  fc.assert(
    fc.property(logits, (given) => {
      const sample = runSample('softmax', given, 'float16');
      const facts = logitFacts(sample.logits);
      const row = rowFor(given, 'float16');
      fc.pre(Math.abs(facts.logSumExp - row.expOverflow) > 0.02);
      if (verdict(facts, row).outcome !== 'fails') return;
      failed++;
      assert.ok(sample.naive.some(Number.isNaN) || sample.naive.every((value) => value === 0), String(sample.naive));
    }),
    { numRuns: 300 },
  );
  assert.ok(failed > 20, `only ${failed} failed`);
});
