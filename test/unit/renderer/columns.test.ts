import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gather } from '../../../src/renderer/columns.ts';
import { tally } from '../../../src/renderer/tally.ts';

test('As many columns as values keep each value', () => {
  const { length, min, max, nan } = gather(Float64Array.of(3, NaN, 1), 10, false);
  assert.equal(length, 3);
  assert.deepEqual([...min], [3, NaN, 1]);
  assert.deepEqual([...max], [3, NaN, 1]);
  assert.deepEqual([...nan], [0, 1, 0]);
});

test('A single peak among 128,000 values is kept', () => {
  const values = new Float64Array(128_000).fill(1e-6);
  values[77_777] = 0.9;
  const { max } = gather(values, 400, true);
  assert.equal(Math.max(...max), 0.9);
  assert.equal(max.filter((value) => value === 0.9).length, 1);
});

test('Zeros are left out where the scale has no place for them, and counted all the same', () => {
  const zeros = gather(Float64Array.of(0, 0, 0.5, 0), 2, true);
  assert.deepEqual([...zeros.min], [NaN, 0.5]);
  assert.deepEqual([...zeros.zero], [2, 1]);
  assert.deepEqual([...gather(Float64Array.of(0, 0, 0.5, 0), 2, false).min], [0, 0]);
});

test('No column loses or invents a value, however many there are', () => {
  const values = fc.float64Array({ maxLength: 200 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 60 }), (given, limit) => {
      const columns = gather(given, limit, false);
      const whole = tally(given);
      const total = (counts: Uint32Array): number => counts.reduce((sum, part) => sum + part, 0);
      assert.ok(columns.length <= limit);
      assert.equal(total(columns.size), given.length);
      for (const kind of ['nan', 'positiveInfinite', 'negativeInfinite', 'zero'] as const) {
        assert.equal(total(columns[kind]), whole[kind]);
      }
      const known = (numbers: Float64Array): Float64Array => numbers.filter((value) => !Number.isNaN(value));
      assert.equal(tally(known(columns.min)).min + 0, whole.min + 0);
      assert.equal(tally(known(columns.max)).max + 0, whole.max + 0);
    }),
  );
});

test('Columns are of nearly equal size', () => {
  const { size } = gather(new Float64Array(1000), 7, false);
  assert.deepEqual([Math.min(...size), Math.max(...size)], [142, 143]);
});
