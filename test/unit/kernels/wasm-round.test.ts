import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formats, round, roundArray, type Format } from '../../../src/kernels/index.ts';
import { stepDouble } from './support/bits.ts';
import { randomFrom } from './support/random.ts';
import { wasmBackend } from './support/wasm.ts';

const wasm = await wasmBackend();

/** How many elements differ from what `round` gives, and those that do. */
function wrong(values: readonly number[], format: Format): string[] {
  const rounded = wasm.roundArray(Float64Array.from(values), format);
  return values
    .filter((x, i) => !Object.is(rounded[i], round(x, format)))
    .map((x) => `${x} to ${rounded[values.indexOf(x)]} and not ${round(x, format)}`);
}

/** The values ≥ 0 of a format, ascending, and what would follow the greatest. */
function grid({ precision, minExponent, minSubnormal, max }: Format): number[] {
  const values: number[] = [];
  const half = 2 ** (precision - 1);
  for (let i = 0; i < half; i++) values.push(i * minSubnormal);
  for (let exponent = minExponent; values[values.length - 1]! <= max; exponent++) {
    for (let i = 0; i < half; i++) values.push((half + i) * 2 ** (exponent - precision + 1));
  }
  return values.slice(0, values.findIndex((value) => value > max) + 1);
}

const small = Object.values(formats).filter((format) => format.precision <= 11);

test('formats of up to 19 bits are checked in full: there are eight', () => {
  assert.equal(small.length, 8);
  assert.equal(grid(formats.float16).length, 31_744 + 1);
});

for (const format of small) {
  test(`every value of ${format.name}, every midpoint and both doubles beside it round as the reference does`, () => {
    const values = grid(format);
    const hard: number[] = [];
    values.slice(1).forEach((above, i) => {
      const middle = (values[i]! + above) / 2;
      hard.push(values[i]!, stepDouble(middle, -1), middle, stepDouble(middle, 1));
    });
    assert.ok(hard.length >= 4 * (values.length - 1));
    for (let from = 0; from < hard.length; from += 100_000) {
      const part = hard.slice(from, from + 100_000);
      assert.deepEqual(wrong([...part, ...part.map((x) => -x)], format), []);
    }
  });
}

const special = [
  0,
  -0,
  NaN,
  Infinity,
  -Infinity,
  5e-324,
  -5e-324,
  1e-310,
  1.7976931348623157e308,
  -1e300,
  1e39,
  65_520,
];

for (const format of Object.values(formats)) {
  test(`${format.name} rounds special, extreme and random doubles of any length as the reference does`, () => {
    const random = randomFrom(format.precision);
    const edges = [format.max, format.minNormal, format.minSubnormal, format.minSubnormal / 2, 2 * format.max];
    const beside = edges.flatMap((x) => (Number.isFinite(x) ? [stepDouble(x, -1), x, stepDouble(x, 1)] : [x]));
    assert.deepEqual(wrong([...special, ...beside, ...beside.map((x) => -x)], format), []);
    for (const n of [0, 1, 2, 3, 7, 8, 9, 2047, 2048, 2049, 5000]) {
      const range = format.maxExponent - format.minExponent + 2 * format.precision;
      const draws = Array.from(
        { length: n },
        () => (random() - 0.5) * 2 ** (format.minExponent - 30 + random() * range),
      );
      assert.deepEqual(wrong(draws, format), []);
    }
  });
}

test('float32 rounds the middle of two values and the doubles beside it as Math.fround does', () => {
  const random = randomFrom(24);
  const hard: number[] = [];
  for (let i = 0; i < 50_000; i++) {
    const x = Math.fround((random() - 0.5) * 2 ** (300 * random() - 160));
    const middle = x + x * 2 ** -24;
    hard.push(x, stepDouble(middle, -1), middle, stepDouble(middle, 1));
  }
  const rounded = wasm.roundArray(Float64Array.from(hard), formats.float32);
  hard.forEach((x, i) => {
    assert.ok(Object.is(rounded[i], Math.fround(x)), String(x));
  });
});

test('an array of another kind, an out of another length and out itself are taken as the reference takes them', () => {
  const values = [1.0001, -70_000, NaN];
  assert.deepEqual(wasm.roundArray(values, formats.float16), roundArray(values, formats.float16));
  const single = Float32Array.from(values);
  assert.deepEqual(wasm.roundArray(single, formats.bfloat16), roundArray(single, formats.bfloat16));
  const typed = Float64Array.from(values);
  const out = new Float64Array(3);
  assert.equal(wasm.roundArray(typed, formats.float16, out), out);
  assert.deepEqual([...typed], values);
  assert.throws(() => wasm.roundArray(typed, formats.float16, new Float64Array(2)), /out has length 2.*3 elements/);
  wasm.roundArray(typed, formats.float16, typed);
  assert.deepEqual(typed, out);
});
