import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { roundByZiv } from '../../../src/kernels/exact/enclosure.ts';
import { factsOf } from '../../../src/kernels/exact/facts.ts';
import { sumOf } from '../../../src/kernels/exact/log-softmax.ts';
import { probability } from '../../../src/kernels/exact/softmax.ts';
import { Totals } from '../../../src/kernels/exact/totals.ts';
import { exact, formatNames, formats, round } from '../../../src/kernels/index.ts';

function softmax(logits: readonly number[], format: string): Float64Array {
  const result = exact('softmax', logits, { format, logitsFormat: 'float64' });
  assert.ok(result.ok);
  return result.values;
}

test('n equal logits share 1/n, in every format and also where it is a midpoint', () => {
  for (const name of formatNames) {
    for (const n of [2, 3, 7, 10, 1000, 1023, 1024, 1025, 65_536]) {
      // 1/n as a double is not on the wrong side of a midpoint of a narrower format: if it is one, it is exact.
      assert.equal(softmax(Array<number>(n).fill(-3.7), name)[n - 1], round(1 / n, formats[name]), `${name}, ${n}`);
    }
  }
});

test('1/1024 lies between 0 and 1/512 in e4m3: exactly in the middle, or beside it by the least difference', () => {
  const tied = Array<number>(1024).fill(0);
  assert.deepEqual(new Set(softmax(tied, 'float8_e4m3fn')), new Set([0]));
  // One logit greater by any amount takes from the others and gets more than its share.
  for (const little of [1e-3, 1e-30, 1e-300, 5e-324]) {
    const higher = softmax([little, ...tied.slice(1)], 'float8_e4m3fn');
    assert.deepEqual([higher[0], higher[1]], [2 ** -9, 0], `greater by ${little}`);
    const lower = softmax([-little, ...tied.slice(1)], 'float8_e4m3fn');
    assert.deepEqual([lower[0], lower[1]], [0, 2 ** -9], `less by ${little}`);
  }
});

test('what the least of a tail adds to a midpoint decides, however little that is', () => {
  // 1 + 2^-11 is a midpoint of float16: log-sum-exp is above it by log(1 + e^-d).
  const middle = 1 + 2 ** -11;
  const logSumExp = (logits: number[]) => {
    const result = exact('log-sum-exp', logits, { format: 'float16', logitsFormat: 'float64' });
    assert.ok(result.ok);
    return result.values[0];
  };
  assert.equal(logSumExp([middle]), 1, 'a tie, to even');
  for (const far of [50, 800, 5000, 1e6, 1e300]) assert.equal(logSumExp([middle, middle - far]), 1 + 2 ** -10);
  const logSoftmax = (gap: number) => {
    const result = exact('log-softmax', [0, -gap], { format: 'float16', logitsFormat: 'float64' });
    assert.ok(result.ok);
    return [...result.values];
  };
  // Midpoints between float16's values, but for −log(1 + e^-gap), which leads away from 0 and from the even one.
  assert.deepEqual(logSoftmax(1024.5), [-0, -1025]);
  assert.deepEqual(logSoftmax(30_008), [-0, -30_016]);
});

test('log-sum-exp is exact where all digits of a double cancel', () => {
  // log(1/3) as a double is not log(1/3): three of them give what the rounding left.
  const logits = Array<number>(3).fill(Math.log(1 / 3));
  const result = exact('log-sum-exp', logits, { residuals: true });
  assert.ok(result.ok);
  const [value] = result.values;
  assert.ok(Math.abs(value!) < 2 ** -52 && value !== 0);
  assert.ok(Math.abs(result.residuals![0]!) <= 0.5);
});

const anyLogits = fc.array(
  fc.oneof(fc.double({ min: -30, max: 30, noNaN: true }), fc.double({ min: -800, max: 0, noNaN: true })),
  { minLength: 2, maxLength: 8 },
);

test('integer arithmetic alone gives the bits that double and double-double give, in every format', () => {
  fc.assert(
    fc.property(anyLogits, fc.constantFrom(...formatNames), (xs, name) => {
      const logits = Float64Array.from(xs);
      const facts = factsOf(logits);
      fc.pre(!facts.tied);
      const format = formats[name];
      const totals = new Totals(logits, facts);
      const logSoftmax = exact('log-softmax', xs, { format: name, logitsFormat: 'float64' });
      assert.ok(logSoftmax.ok);
      const p = softmax(xs, name);
      xs.forEach((x, i) => {
        const byIntegers = roundByZiv((level) => probability(totals, totals.gap(x), level + 2), format, true);
        assert.ok(Object.is(p[i], byIntegers.value), `p[${i}]`);
        const loss = roundByZiv((level) => sumOf(totals.gap(x), totals.logTotal(level + 2)), format, true);
        assert.equal(Math.abs(logSoftmax.values[i]!), Math.abs(loss.value), `log p[${i}]`);
      });
    }),
    { numRuns: 3000 },
  );
});
