import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats, round, roundArray, rounding, type Format } from '../../../src/kernels/index.ts';
import { fromBits, stepDouble } from './support/bits.ts';

const narrow = [formats.float16, formats.bfloat16];

/** The finite values ≥ 0 of a 16-bit format in ascending order: their bit patterns count up. */
function ascending(format: Format): number[] {
  const values: number[] = [];
  for (let bits = 0; bits < 0x8000; bits++) {
    const value = fromBits(bits, format.name);
    if (Number.isFinite(value)) values.push(value);
  }
  return values;
}

for (const format of narrow) {
  test(`all 65,536 values of ${format.name} round to themselves, signed zeros, infinities and NaN included`, () => {
    let seen = 0;
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = fromBits(bits, format.name);
      assert.ok(Object.is(round(value, format), value), `${bits.toString(16)}: ${value}`);
      seen++;
    }
    assert.equal(seen, 65_536);
  });

  test(`all midpoints of ${format.name} go to the even neighbour, a double's step beside them to the nearer one`, () => {
    const values = ascending(format);
    // Past the greatest value stands what would follow it, which is where overflow begins.
    const next = [...values.slice(1), 2 ** (format.maxExponent + 1)];
    let wrong = 0;
    for (const sign of [1, -1]) {
      values.forEach((lower, index) => {
        const above = next[index]!;
        const upper = above > format.max ? Infinity : above;
        const middle = (lower + above) / 2;
        const even = index % 2 === 0 ? lower : upper;
        if (!Object.is(round(sign * middle, format), sign * even)) wrong++;
        if (!Object.is(round(sign * stepDouble(middle, -1), format), sign * lower)) wrong++;
        if (!Object.is(round(sign * stepDouble(middle, 1), format), sign * upper)) wrong++;
      });
    }
    assert.equal(values.length, format.name === 'float16' ? 31_744 : 32_640);
    assert.equal(wrong, 0);
  });

  test(`${format.name} rounds what lies far outside its range to signed zeros and infinities`, () => {
    for (const x of [5e-324, 1e-300, format.minSubnormal / 2, stepDouble(format.minSubnormal / 2, -1)]) {
      assert.ok(Object.is(round(x, format), 0), String(x));
      assert.ok(Object.is(round(-x, format), -0), String(-x));
    }
    for (const x of [2 * format.max, stepDouble(2 * format.max, 1), 1e300, Number.MAX_VALUE]) {
      assert.equal(round(x, format), Infinity);
      assert.equal(round(-x, format), -Infinity);
    }
  });
}

test('rounding to float32 is Math.fround at its boundaries', () => {
  const { max, minNormal, minSubnormal } = formats.float32;
  const edges = [max, max + 2 ** 103, minNormal, minSubnormal, minSubnormal / 2, 1.5 * minSubnormal, 1 + 2 ** -24];
  for (const edge of edges) {
    for (const x of [edge, stepDouble(edge, 1), stepDouble(edge, -1)].flatMap((value) => [value, -value])) {
      assert.ok(Object.is(round(x, formats.float32), Math.fround(x)), String(x));
    }
  }
});

test('a double goes straight to float16, where a stop at float32 would round it wrong', () => {
  const x = 1 + 2 ** -11 + 2 ** -40; // above the middle of 1 and its successor; in float32 it is that middle
  assert.equal(round(x, formats.float16), 1 + 2 ** -10);
  assert.equal(round(Math.fround(x), formats.float16), 1);
});

test('what overflow becomes is data of the format', () => {
  const saturating = { ...formats.float16, overflow: formats.float16.max };
  const without = { ...formats.float16, overflow: NaN };
  assert.deepEqual(
    [65_519, 65_520, -1e9, Infinity].map((x) => round(x, saturating)),
    [65_504, 65_504, -65_504, 65_504],
  );
  assert.deepEqual(
    [65_519, 65_520, -1e9, Infinity].map((x) => round(x, without)),
    [65_504, NaN, NaN, NaN],
  );
});

test('roundArray leaves its input alone and fills a given out', () => {
  const values = Float64Array.of(1.0001, -70_000, NaN);
  const before = values.slice();
  const out = new Float64Array(3);
  assert.equal(roundArray(values, formats.float16, out), out);
  assert.deepEqual([...out], [1, -Infinity, NaN]);
  assert.deepEqual(values, before);
  assert.deepEqual(roundArray([0.1], formats.float64), Float64Array.of(0.1));
  assert.throws(() => roundArray(values, formats.float16, new Float64Array(2)), /out has length 2.*3 elements/);
});

test('the bound rounding agrees with round in every format', () => {
  for (const format of Object.values(formats)) {
    const nearest = rounding(format);
    for (const x of [0, -0, 0.1, -1e-40, 1e-7, 65_520, 3.4e38, 3.5e38, -Infinity, NaN]) {
      assert.ok(Object.is(nearest(x), round(x, format)), `${format.name} ${x}`);
    }
  }
});
