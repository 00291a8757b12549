import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { roundIndices } from '../../../src/renderer/chart-axes.ts';
import { layoutChart } from '../../../src/renderer/chart-layout.ts';
import { runs } from '../../../src/renderer/chart-marks.ts';
import { hatch, markNames, marks } from '../../../src/renderer/marks.ts';
import { linearScale } from '../../../src/renderer/scale.ts';

test('Neighbouring columns of one kind are one run', () => {
  const holds = [true, true, false, true, false, false, true];
  assert.deepEqual(
    runs(7, (column) => holds[column] ?? false),
    [
      { start: 0, end: 2 },
      { start: 3, end: 4 },
      { start: 6, end: 7 },
    ],
  );
  assert.deepEqual(
    runs(0, () => true),
    [],
  );
});

test('Indices under the chart are round, begin at 0 and are no more than fit', () => {
  assert.deepEqual(roundIndices(10, 20), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assert.deepEqual(roundIndices(128_000, 4), [0, 50_000, 100_000]);
  assert.deepEqual(roundIndices(200, 0.4), [0]);
  assert.deepEqual(roundIndices(0, 5), []);
  fc.assert(
    fc.property(fc.nat({ max: 1e6 }), fc.double({ min: 1, max: 40, noNaN: true }), (length, limit) => {
      const indices = roundIndices(length, limit);
      assert.ok(indices.length <= limit + 1);
      assert.ok(indices.every((index) => index < length));
    }),
  );
});

test('Hatching stays inside its rectangle', () => {
  fc.assert(
    fc.property(fc.nat({ max: 300 }), fc.nat({ max: 100 }), fc.integer({ min: 1, max: 90 }), (x, y, size) => {
      const points = [...hatch(x, y, size, 50).matchAll(/[ML]([-\d.]+) ([-\d.]+)/g)];
      assert.ok(points.length >= 2);
      for (const [, px, py] of points) {
        assert.ok(Number(px) >= x - 0.1 && Number(px) <= x + size + 0.1);
        assert.ok(Number(py) >= y - 0.1 && Number(py) <= y + 50.1);
      }
    }),
  );
});

test('Every kind of mark has a shape and a label of its own', () => {
  assert.equal(new Set(markNames.map((name) => marks[name].path)).size, markNames.length);
  assert.equal(new Set(markNames.map((name) => marks[name].label)).size, markNames.length);
});

test('Strips stand outside the plot, NaN and inf above, zero and -inf below', () => {
  const layout = layoutChart(400, linearScale(0, 1), markNames);
  const y = Object.fromEntries(layout.strips.map((strip) => [strip.mark, strip.y]));
  assert.ok((y['nan'] ?? 0) < (y['positiveInfinite'] ?? 0));
  assert.ok((y['positiveInfinite'] ?? 0) < layout.frameTop);
  assert.ok((y['negativeInfinite'] ?? 0) > layout.bottom);
  assert.ok((y['zero'] ?? 0) > layout.bottom);
  assert.ok(layout.labelsY > Math.max(...layout.strips.map((strip) => strip.y)) + 8);
  assert.ok(layout.height > layout.titleY);
  assert.equal(layout.y(0), layout.bottom);
  assert.equal(layout.y(1), layout.top);
});
