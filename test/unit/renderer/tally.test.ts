import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allFinite, largestDifference, tally } from '../../../src/renderer/tally.ts';

test('Every kind of value is counted once', () => {
  const counted = tally(Float64Array.of(NaN, 0, -0, 2, 0.5, Infinity, -Infinity, Infinity, -3));
  const { sum, ...rest } = counted;
  assert.ok(Number.isNaN(sum));
  assert.deepEqual(rest, {
    size: 9,
    nan: 1,
    positiveInfinite: 2,
    negativeInfinite: 1,
    zero: 2,
    min: -3,
    max: 2,
    minPositive: 0.5,
  });
  assert.equal(allFinite(counted), false);
});

test('Where nothing is finite there is no least and no largest value', () => {
  for (const values of [[], [NaN, Infinity]]) {
    const { min, max, minPositive } = tally(Float64Array.from(values));
    assert.deepEqual([min, max, minPositive], [NaN, NaN, NaN]);
  }
});

test('The finite range is that of the finite values', () => {
  fc.assert(
    fc.property(fc.float64Array({ minLength: 1, maxLength: 50 }), (values) => {
      const finite = values.filter((value) => Number.isFinite(value));
      const { min, max, nan, positiveInfinite, negativeInfinite, size } = tally(values);
      assert.equal(size - nan - positiveInfinite - negativeInfinite, finite.length);
      assert.equal(min === 0 ? 0 : min, finite.length === 0 ? NaN : Math.min(...finite) + 0);
      assert.equal(max === 0 ? 0 : max, finite.length === 0 ? NaN : Math.max(...finite) + 0);
    }),
  );
});

test('The largest difference passes over what is not finite', () => {
  const left = Float64Array.of(1, NaN, Infinity, 4);
  const right = Float64Array.of(1.5, 2, 3, 4);
  assert.equal(largestDifference(left, right), 0.5);
});
