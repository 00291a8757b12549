import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exact, formats, type FormatName } from '../../../src/kernels/index.ts';
import { bignumberArithmetic } from './support/bignumber.ts';
import { readExact } from './support/golden-exact.ts';

const records = readExact();

/**
 * The file was computed with 300 bits after the point of log Σ exp(x), which leaves nothing of log-probabilities below
 * 2^-300 and takes what lies 2^-500 from a midpoint for one. The test below shows what they are.
 */
const tooFewBits = new Set([
  'float64/wide_s_over log-softmax',
  'float64/at_overflow_first log-softmax',
  'float64/at_overflow_last_finite log-softmax',
  'float64/subnormal_results log-softmax',
  'float64/subnormal_results log-sum-exp',
]);

function results(record: (typeof records)[number], format: FormatName) {
  const { name, logits, logitsFormat, target } = record;
  return exact(name, logits, { format, logitsFormat, ...(target === undefined ? {} : { target }) });
}

test('every exact record of the golden file is met bit for bit, in float64 and in the format of the logits', (t) => {
  let compared = 0;
  let undefinedOnes = 0;
  let excepted = 0;
  for (const record of records) {
    const id = `${record.input} ${record.name}`;
    for (const [format, expected] of [
      ['float64', record.float64],
      [record.logitsFormat, record.own],
    ] as const) {
      if (tooFewBits.has(id)) {
        excepted++;
        continue;
      }
      const result = results(record, format);
      if (!expected) {
        // Mathematically undefined: NaN, or no target that could be in range.
        if (result.ok) assert.ok(result.values.every(Number.isNaN), id);
        else assert.equal(result.code, record.target === undefined ? 'missing-target' : 'target-out-of-range', id);
        undefinedOnes++;
        continue;
      }
      assert.ok(result.ok, id);
      assert.deepEqual([...result.values], [...expected], `${id} in ${format}`);
      compared++;
    }
  }
  t.diagnostic(`${compared} results bit for bit, ${undefinedOnes} undefined, ${excepted} shown by BigNumber instead`);
  assert.equal(records.length, 720);
  assert.deepEqual([compared, undefinedOnes, excepted], [1318, 112, 10]);
});

test('where the golden file has too few bits, BigNumber with 800 digits agrees', () => {
  const arithmetic = bignumberArithmetic(800);
  let worst = 0;
  for (const record of records.filter(({ input, name }) => tooFewBits.has(`${input} ${name}`))) {
    const result = results(record, 'float64');
    assert.ok(result.ok);
    const reference = arithmetic.of(record.logits);
    const numbers = record.name === 'log-sum-exp' ? [reference.logSumExp] : reference.logSoftmax;
    numbers.forEach((number, i) => {
      const ulps = arithmetic.ulps(result.values[i]!, number, formats.float64);
      assert.ok(ulps <= 0.5, `${record.input} ${record.name}[${i}] is ${ulps} ulp off`);
      worst = Math.max(worst, ulps);
    });
  }
  assert.ok(worst > 0.4, 'ten records, one of them beside a midpoint');
});
