import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { linearScale, logScale, scaleFor } from '../../../src/renderer/scale.ts';
import { tally } from '../../../src/renderer/tally.ts';
import type { Scale } from '../../../src/renderer/scale.ts';

function scaleOf(...twins: readonly (readonly number[])[]): Scale {
  return scaleFor(
    twins.map((values) => tally(Float64Array.from(values))),
    [0, 1],
  );
}

function labels(scale: Scale): string[] {
  return scale.ticks.map(({ label }) => label);
}

test('Probabilities of one size are drawn on a linear scale from 0', () => {
  const scale = scaleOf([NaN, NaN], [0.25, 0.75]);
  assert.equal(scale.log, false);
  assert.deepEqual(labels(scale), ['0', '0.2', '0.4', '0.6', '0.8']);
  assert.equal(scale.position(0), 0);
  assert.equal(scale.position(0.4), 0.5);
});

test('Probabilities of very different size are drawn on a logarithmic scale, zeros at its lower end', () => {
  const scale = scaleOf([0, 1], [1e-7, 1]);
  assert.equal(scale.log, true);
  assert.deepEqual(labels(scale), ['1e-8', '1e-6', '1e-4', '1e-2', '1']);
  assert.equal(scale.position(0), 0);
  assert.equal(scale.position(1), 1);
  assert.equal(scale.position(1e-4), 0.5);
});

test('Negative values are drawn on a linear scale that ends at 0', () => {
  const scale = scaleOf([-Infinity, -1e-9], [-170, -50]);
  assert.equal(scale.log, false);
  assert.deepEqual(labels(scale), ['-200', '-150', '-100', '-50', '0']);
});

test('Where nothing is finite, the usual domain is shown', () => {
  assert.deepEqual(labels(scaleOf([NaN], [Infinity])), ['0', '0.5', '1']);
  assert.deepEqual(labels(linearScale(-1, 0)), ['-1', '-0.5', '0']);
});

test('Values that are all 0 have a scale with a width', () => {
  const scale = scaleOf([0, 0], [0, 0]);
  assert.equal(scale.position(0), 0);
  assert.ok(scale.ticks.length > 1);
});

test('Any linear scale is monotone, holds its domain and has two to twelve distinct ticks', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(finite, finite, (a, b) => {
      const [low, high] = [Math.min(a, b, 0), Math.max(a, b, 0)];
      const scale = linearScale(low, high);
      const positions = [low, low / 2 + high / 2, high].map((value) => scale.position(value));
      assert.ok(
        positions.every((position) => position >= 0 && position <= 1),
        String(positions),
      );
      assert.deepEqual(
        positions,
        [...positions].sort((x, y) => x - y),
      );
      assert.ok(scale.ticks.length >= 1 && scale.ticks.length <= 12, labels(scale).join());
      assert.equal(new Set(labels(scale)).size, scale.ticks.length, labels(scale).join());
    }),
  );
});

test('Any logarithmic scale gives its least value a height and has one to seven distinct ticks', () => {
  const positive = fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true });
  fc.assert(
    fc.property(positive, positive, (a, b) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const scale = logScale(low, high);
      assert.ok(scale.position(low) > 0);
      assert.ok(scale.position(high) <= 1);
      assert.ok(scale.ticks.length >= 1 && scale.ticks.length <= 7, labels(scale).join());
      assert.equal(new Set(labels(scale)).size, scale.ticks.length);
    }),
  );
});
