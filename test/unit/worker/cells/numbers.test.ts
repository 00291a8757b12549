import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { countMarked, isMarked, shortNumber } from '../../../../src/worker/cells/numbers.ts';

test('numbers are short, and those that are none have the names of the field', () => {
  for (const [x, text] of [
    [1 / 3, '0.333333'],
    [88.722839081, '88.7228'],
    [6.0611e-39, '6.0611e-39'],
    [NaN, 'NaN'],
    [Infinity, 'inf'],
    [-Infinity, '-inf'],
    [-0, '-0'],
    [100_000, '100000'],
  ] as const)
    assert.equal(shortNumber(x), text);
});

test('a number is shown as 1, 0 or infinite only if it is', () => {
  assert.equal(shortNumber(0.9999999), '0.9999999');
  assert.equal(shortNumber(1.00000000000001), '1.00000000000001');
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (x) => {
      for (const special of ['0', '-0', '1', '-1', 'inf', '-inf']) {
        const value = Number(special.replace('inf', 'Infinity'));
        assert.equal(shortNumber(x) === special, Object.is(x, value), `${x} as ${special}`);
      }
    }),
  );
});

test('what is NaN, infinite or zero is marked and counted', () => {
  assert.deepEqual([NaN, Infinity, -Infinity, 0, -0, 1, 5e-324].map(isMarked), [
    true,
    true,
    true,
    true,
    true,
    false,
    false,
  ]);
  assert.equal(countMarked(Float64Array.of(NaN, 0, 1, -0, Infinity)), '1 NaN, 1 infinite, 2 zero of 5');
  assert.equal(countMarked(Float64Array.of(1, 2)), undefined);
});
