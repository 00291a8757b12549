import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exact, exactNames, formatNames, formats, largestUlpError, ulpError } from '../../../src/kernels/index.ts';

function values(name: string, logits: ArrayLike<number>, options: Parameters<typeof exact>[2] = {}): number[] {
  const result = exact(name, logits, { target: 0, ...options });
  assert.ok(result.ok, result.ok ? '' : result.message);
  return [...result.values];
}

const edges: readonly (readonly [string, readonly number[], number[], number[], number, number, number[]])[] = [
  // title, logits, softmax, log-softmax, log-sum-exp, cross-entropy and its gradient at target 0
  ['one logit', [3.5], [1], [0], 3.5, 0, [0]],
  ['one greater than any exp', [1e308], [1], [0], 1e308, 0, [0]],
  ['one and −Infinity', [-2, -Infinity], [1, 0], [0, -Infinity], -2, 0, [0, 0]],
  ['a target of −Infinity', [-Infinity, 5], [0, 1], [-Infinity, 0], 5, Infinity, [-1, 1]],
  ['ties', [7, 7, 7, 7], [0.25, 0.25, 0.25, 0.25], Array(4).fill(-Math.log(4)), 7 + Math.log(4), Math.log(4), [-0.75, 0.25, 0.25, 0.25]], // prettier-ignore
  ['a tie of both zeros', [0, -0], [0.5, 0.5], [-Math.LN2, -Math.LN2], Math.LN2, Math.LN2, [-0.5, 0.5]],
  ['nothing but −Infinity', [-Infinity, -Infinity], [NaN, NaN], [NaN, NaN], -Infinity, NaN, [NaN, NaN]],
  ['+Infinity', [1, Infinity], [NaN, NaN], [NaN, NaN], Infinity, NaN, [NaN, NaN]],
  ['NaN', [1, NaN], [NaN, NaN], [NaN, NaN], NaN, NaN, [NaN, NaN]],
  ['NaN and +Infinity', [Infinity, NaN], [NaN, NaN], [NaN, NaN], NaN, NaN, [NaN, NaN]],
  ['a range beyond float64', [-1e308, 1e308], [0, 1], [-Infinity, -0], 1e308, Infinity, [-1, 1]],
];

for (const [title, logits, softmax, logSoftmax, logSumExp, loss, gradient] of edges) {
  test(`the exact values of ${title} are defined`, () => {
    assert.deepEqual(values('softmax', logits), softmax);
    assert.deepEqual(values('log-softmax', logits), logSoftmax);
    assert.deepEqual(values('log-sum-exp', logits), [logSumExp]);
    assert.deepEqual(values('cross-entropy', logits), [loss]);
    assert.deepEqual(values('cross-entropy-gradient', logits), gradient);
  });
}

test('of no logits, exact values are those of an empty sum', () => {
  assert.deepEqual(values('softmax', []), []);
  assert.deepEqual(values('log-softmax', []), []);
  assert.deepEqual(values('log-sum-exp', []), [-Infinity]);
});

test('bad input to exact() gives an error that says what and where', () => {
  const error = (...[name, logits, options]: Parameters<typeof exact>) => {
    const result = exact(name, logits, options);
    assert.ok(!result.ok);
    return `${result.code}: ${result.message}`;
  };
  assert.match(error('toString', [1]), /^unknown-kernel: .*"toString"; there is softmax, log-softmax/);
  assert.match(error('softmax', [1], { format: 'float8' }), /^unknown-format: .*"float8"; there is float64/);
  assert.match(error('softmax', [1], { logitsFormat: 'half' }), /^unknown-format: .*"half"; there is float64/);
  assert.match(error('cross-entropy', [1]), /^missing-target: cross-entropy needs a target/);
  assert.match(error('cross-entropy', [1], { target: 0.5 }), /^target-not-integer: The target is 0.5/);
  assert.match(error('cross-entropy-gradient', [1, 2], { target: 2 }), /^target-out-of-range: .* 2; .* 0 to 1, for 2/);
  assert.match(error('cross-entropy', [], { target: 0 }), /^target-out-of-range: .*there are no logits/);
});

test('exact() leaves the logits as they are, and rounds a copy to the format', () => {
  const logits = Float64Array.of(0.1, 0.2, 0.3);
  const result = exact('softmax', logits, { format: 'float16' });
  assert.ok(result.ok);
  assert.deepEqual([...logits], [0.1, 0.2, 0.3]);
  assert.deepEqual([...result.logits], [0.0999755859375, 0.199951171875, 0.300048828125]);
});

test('in every format, values beyond the range follow the rules of the format', () => {
  for (const name of formatNames) {
    const { max, overflow } = formats[name];
    const [loss] = values('cross-entropy', [-max, max, max], { format: name });
    assert.equal(loss, overflow, name);
  }
});

test('a million logits take no stack, and each function gives as many values as it should', () => {
  const logits = new Float64Array(1_000_003).fill(1);
  for (const name of exactNames) {
    const result = exact(name, logits, { target: 1_000_002, residuals: true });
    assert.ok(result.ok);
    assert.equal(result.values.length, /^(log-sum-exp|cross-entropy)$/.test(name) ? 1 : logits.length);
  }
  assert.equal(values('softmax', logits)[500_000], 1 / 1_000_003);
});

test('the ulp error of a value is a real number, also across a power of two and where there is no number', () => {
  const { float64, float16 } = formats;
  assert.equal(ulpError(1 + 2 ** -52, 1, 0, float64), 1);
  assert.equal(ulpError(1 + 2 ** -52, 1, 0.25, float64), 0.75);
  assert.equal(ulpError(1, 1, -0.125, float64), 0.25, 'just below 1 an ulp is half of that at 1');
  assert.equal(ulpError(-1, -1, 0.125, float64), 0.25);
  assert.equal(ulpError(2 ** -24, 0, 0.25, float16), 0.75, 'the least subnormal');
  assert.equal(ulpError(5e-324, 0, 0.25, float64), 0.75);
  assert.equal(ulpError(NaN, NaN, NaN, float64), 0);
  assert.equal(ulpError(Infinity, Infinity, NaN, float64), 0);
  assert.equal(ulpError(Infinity, 1, 0, float64), Infinity);
  assert.equal(ulpError(0, NaN, NaN, float64), Infinity);
});

test('the largest ulp error of an array is that of its worst value, and needs residuals of one length', () => {
  const logits = [1, 2, 3];
  const reference = exact('softmax', logits, { residuals: true });
  assert.ok(reference.ok);
  const off = reference.values.map((p, i) => (i === 1 ? p + 8 * 2 ** -55 : p)); // p in [2^-3, 2^-2): ulp 2^-55
  assert.ok(Math.abs(largestUlpError(off, reference, formats.float64) - 8) <= 0.5);
  assert.ok(largestUlpError(reference.values, reference, formats.float64) <= 0.5);
  assert.throws(() => largestUlpError([1], reference, formats.float64), /There are 1 values and 3 exact ones/);
  const without = exact('softmax', logits);
  assert.ok(without.ok);
  assert.throws(() => largestUlpError(off, without, formats.float64), /residuals: true/);
});
