import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  flushing,
  formats,
  nextOnGrid,
  round,
  roundArray,
  rounding,
  saturating,
  unsaturated,
  type Format,
  type FormatName,
} from '../../../src/kernels/index.ts';
import { fromBits, stepDouble, widths } from './support/bits.ts';

const narrow = Object.values(formats).filter(({ name }) => widths[name] <= 16);

/** How many finite values ≥ 0 each has, by its specification. */
const counts: Readonly<Partial<Record<FormatName, number>>> = {
  float16: 31 * 1024,
  bfloat16: 255 * 128,
  float8_e4m3fn: 127,
  float8_e5m2: 31 * 4,
  float8_e4m3fnuz: 128,
  float8_e5m2fnuz: 128,
  float4_e2m1fn: 8,
};

/** What is negative of a value in the format: 0 has no negative where there is no −0. */
function negative(value: number, { signedZero }: Format): number {
  return value === 0 && !signedZero ? 0 : -value;
}

/** The finite values ≥ 0 of a format of at most 16 bits in ascending order: their bit patterns count up. */
function ascending(format: Format): number[] {
  const values: number[] = [];
  for (let bits = 0; bits < 2 ** (widths[format.name] - 1); bits++) {
    const value = fromBits(bits, format.name);
    if (Number.isFinite(value)) values.push(value);
  }
  return values;
}

for (const format of narrow) {
  const patterns = 2 ** widths[format.name];

  test(`all ${patterns} values of ${format.name} round to themselves, zeros, infinities and NaN included`, () => {
    for (let bits = 0; bits < patterns; bits++) {
      const value = fromBits(bits, format.name);
      assert.ok(Object.is(round(value, format), value), `${bits.toString(16)}: ${value}`);
    }
    assert.equal(ascending(format).length, counts[format.name]);
  });

  test(`all midpoints of ${format.name} go to the even neighbour, a double's step beside them to the nearer one`, () => {
    const values = ascending(format);
    // Past the greatest value stands what would follow it, which is where overflow begins.
    const next = [...values.slice(1), format.max + (values.at(-1)! - values.at(-2)!)];
    const bound = rounding(format);
    const array = (x: number) => roundArray([x], format)[0];
    let wrong = 0;
    values.forEach((lower, index) => {
      const above = next[index]!;
      const upper = above > format.max ? format.overflow : above;
      const middle = (lower + above) / 2;
      for (const [x, expected] of [
        [middle, index % 2 === 0 ? lower : upper],
        [stepDouble(middle, -1), lower],
        [stepDouble(middle, 1), upper],
      ] as const) {
        if (!Object.is(round(x, format), expected)) wrong++;
        for (const one of [bound, array]) {
          if (!Object.is(one(x), expected) || !Object.is(one(-x), negative(expected, format))) wrong++;
        }
        if (!Object.is(round(-x, format), negative(expected, format))) wrong++;
      }
    });
    assert.equal(values.length, counts[format.name]);
    assert.equal(wrong, 0);
  });

  test(`${format.name} rounds what lies far outside its range to zeros and to what overflow becomes`, () => {
    for (const x of [5e-324, 1e-300, format.minSubnormal / 2, stepDouble(format.minSubnormal / 2, -1)]) {
      assert.ok(Object.is(round(x, format), 0), String(x));
      assert.ok(Object.is(round(-x, format), negative(0, format)), String(-x));
    }
    for (const x of [2 * format.max, stepDouble(2 * format.max, 1), 1e300, Number.MAX_VALUE]) {
      assert.ok(Object.is(round(x, format), format.overflow));
      assert.ok(Object.is(round(-x, format), -format.overflow));
    }
  });

  test(`the neighbours of every value of ${format.name} are found without its encoding`, () => {
    const values = ascending(format);
    values.forEach((value, index) => {
      const next = values[index + 1] ?? format.overflow;
      assert.ok(Object.is(nextOnGrid(value, format), next), `after ${value}`);
      if (next > value && Number.isFinite(next)) assert.ok(nextOnGrid(-next, format) === -value, `after ${-next}`);
    });
  });

  test(`${format.name} with flushed subnormals has every normal value and 0`, () => {
    const flushed = flushing(format);
    for (const value of ascending(format)) {
      const expected = value < format.minNormal ? 0 : value;
      assert.ok(Object.is(round(value, flushed), expected), String(value));
      assert.ok(Object.is(round(-value, flushed), negative(expected, format)), String(-value));
    }
    assert.equal(round(stepDouble(format.minNormal, -1), flushed), 0);
    assert.equal(nextOnGrid(0, flushed), format.minNormal);
  });
}

test('tfloat32 rounds as the significand of float16 in the range of float32', () => {
  for (let bits = 0x0400; bits < 0x7c00; bits += 7) {
    const value = fromBits(bits, 'float16');
    for (const x of [value * (1 + 2 ** -11), value * (1 + 3 * 2 ** -11), value * 1.0003]) {
      if (x < 65_504) assert.equal(round(x, formats.tfloat32), round(x, formats.float16)); // above 2^-14 one grid
      assert.equal(round(x * 2 ** 100, formats.tfloat32), round(x, formats.tfloat32) * 2 ** 100);
    }
  }
  assert.equal(formats.tfloat32.max, (2 - 2 ** -10) * 2 ** 127);
  assert.equal(round(2 ** -136, formats.tfloat32), 2 ** -136);
  assert.equal(round(2 ** -137, formats.tfloat32), 0);
  assert.equal(round(Math.fround(3.4028e38), formats.tfloat32), Infinity);
});

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

test('what overflow becomes is data of the format: infinity, NaN, or the greatest value', () => {
  const saturated = saturating(formats.float8_e4m3fn);
  const withInfinity = unsaturated(formats.float8_e4m3fn);
  const values = [464, stepDouble(464, 1), -1e9, Infinity]; // 464 is the middle of 448 and 480, and 448 is even
  const rounded = (format: Format) => values.map((x) => round(x, format));
  assert.deepEqual(rounded(formats.float8_e4m3fn), [448, NaN, NaN, NaN]);
  assert.deepEqual(rounded(saturated), [448, 448, -448, 448]);
  assert.deepEqual(rounded(withInfinity), [448, Infinity, -Infinity, Infinity]);
  assert.deepEqual(rounded(formats.float4_e2m1fn), [6, 6, -6, 6]);
});

test('NaN stays NaN but where a format has none', () => {
  for (const format of Object.values(formats)) {
    assert.ok(Object.is(round(NaN, format), format.name === 'float4_e2m1fn' ? 6 : NaN), format.name);
  }
});

test('float64 and float32 flush their subnormals when told to', () => {
  for (const format of [formats.float64, formats.float32]) {
    const nearest = rounding(flushing(format));
    assert.equal(nearest(format.minNormal), format.minNormal);
    assert.ok(Object.is(nearest(-format.minNormal / 2), -0));
    assert.equal(nearest(format.minSubnormal), 0);
    assert.equal(nearest(0.5), 0.5);
  }
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
