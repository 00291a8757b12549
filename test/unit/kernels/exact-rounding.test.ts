import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ratio, roundByZiv } from '../../../src/kernels/exact/enclosure.ts';
import { toUnits } from '../../../src/kernels/exact/integer/fixed-point.ts';
import {
  intoRange,
  nearestOnGrid,
  nearestToDoubleDouble,
  nearestToRatio,
} from '../../../src/kernels/exact/round-exact.ts';
import { formatNames, formats, round, type Format } from '../../../src/kernels/index.ts';
import { generator } from './support/draws.ts';
import { stepDouble } from './support/bits.ts';

const one = 1n << 1074n;

/** All values of a format's grid from 0 to its greatest. */
function* grid(format: Format): Generator<number> {
  const perBinade = 2 ** (format.precision - 1);
  for (let i = 0; i < perBinade; i++) yield i * format.minSubnormal;
  for (let exponent = format.minExponent; exponent <= format.maxExponent; exponent++) {
    for (let i = 0; i < perBinade; i++) {
      const value = (perBinade + i) * 2 ** (exponent - format.precision + 1);
      if (value <= format.max) yield value;
    }
  }
}

const narrow = formatNames
  .map((name) => formats[name])
  .filter(({ precision, maxExponent }) => precision < 12 && maxExponent < 128);

for (const format of narrow) {
  test(`in ${format.name} every value, every midpoint and what is infinitely near it rounds exactly`, () => {
    let below = 0;
    let count = 0;
    for (const above of grid(format)) {
      assert.equal(nearestOnGrid(above, format), above);
      assert.equal(nearestToRatio(toUnits(above), one, 0, format, 0), above);
      if (above > 0) {
        const middle = below / 2 + above / 2;
        const even = round(middle, format);
        const units = toUnits(middle);
        assert.equal(nearestOnGrid(middle, format), even);
        assert.deepEqual(
          ([-1, 0, 1] as const).map((side) => nearestToRatio(units, one, 0, format, side)),
          [below, even, above],
        );
        assert.deepEqual(
          ([-1, 0, 1] as const).map((side) => nearestToRatio(-units, one, 0, format, side)),
          [-above, -even, -below].map((x) => x),
        );
        const little = middle * 2 ** -60;
        assert.deepEqual(
          [-little, 0, little].map((lo) => nearestToDoubleDouble(middle, lo, format)),
          [below, even, above],
        );
        assert.deepEqual(
          [-little, 0, little].map((lo) => nearestToDoubleDouble(-middle, lo, format)),
          [-above, -even, -below],
        );
        // No double lies between these and the midpoint, nor does their low part reach it.
        const least = stepDouble(middle, -1);
        const greatest = stepDouble(middle, 1);
        assert.equal(nearestToDoubleDouble(least, (middle - least) * 0.499, format), below);
        assert.equal(nearestToDoubleDouble(greatest, (middle - greatest) * 0.499, format), above);
      }
      below = above;
      count++;
    }
    assert.ok(count >= 2 ** format.precision, String(count));
  });
}

test('a ratio rounds to float64 as the processor divides, also into the subnormal range', () => {
  const random = generator(7);
  const integer = () => BigInt(Math.floor(random() * 2 ** 53)) + 1n;
  for (let i = 0; i < 20_000; i++) {
    const [a, b] = [integer(), integer()];
    assert.equal(nearestToRatio(a, b, 0, formats.float64, 0), Number(a) / Number(b));
    // 2^-1074 times a ratio: its nearest integer
    const quotient = nearestToRatio(a, b, -1074, formats.float64, 0);
    const rounded = (2n * a + b) / (2n * b);
    const tie = (2n * a + b) % (2n * b) === 0n && (rounded & 1n) === 1n;
    assert.equal(quotient, Number(tie ? rounded - 1n : rounded) * 5e-324);
  }
  assert.equal(nearestToRatio(1n, 1n, -5000, formats.float64, 1), 0);
  assert.ok(Object.is(nearestToRatio(0n, 1n, 0, formats.float64, -1), -0));
  assert.equal(nearestToRatio(1n, 1n, 1024, formats.float64, 0), Infinity);
});

test('where subnormals are flushed, what rounds up to the least normal value was still subnormal', () => {
  const flushing: Format = { ...formats.float16, subnormals: 'flushed' };
  const { minNormal } = flushing;
  assert.equal(intoRange(minNormal, -0.25, flushing), 0);
  assert.ok(Object.is(intoRange(-minNormal, 0.25, flushing), -0));
  assert.equal(intoRange(minNormal, 0.25, flushing), minNormal);
  assert.equal(intoRange(minNormal, 0, flushing), minNormal);
  assert.equal(intoRange(minNormal, -0.25, formats.float16), minNormal);
  const just = (numerator: bigint) => roundByZiv(() => ratio(numerator, 1n << 40n), flushing, true).value;
  assert.equal(just(1n << 26n), minNormal);
  assert.equal(just((1n << 26n) - 1n), 0);
});
