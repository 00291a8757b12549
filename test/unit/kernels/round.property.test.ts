import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatNames, formats, round } from '../../../src/kernels/index.ts';
import { stepDouble } from './support/bits.ts';

const anyFormat = fc.constantFrom(...formatNames).map((name) => formats[name]);

test('rounding any double to float32 is Math.fround', () => {
  fc.assert(
    fc.property(fc.double(), (x) => Object.is(round(x, formats.float32), Math.fround(x))),
    { numRuns: 20_000 },
  );
});

test('rounding a double within some steps of a float32 midpoint is Math.fround', () => {
  const near = fc.tuple(fc.float({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: -2, max: 2 }));
  fc.assert(
    fc.property(near, ([value, steps]) => {
      // A float32 has 24 bits and its middle to the next one the 25th: 2^28 steps of the double grid.
      const x = value === 0 ? 0 : stepDouble(value, 2 ** 28 + steps);
      return Object.is(round(x, formats.float32), Math.fround(x));
    }),
    { numRuns: 20_000 },
  );
});

test('rounding is idempotent, odd and monotone in every format', () => {
  fc.assert(
    fc.property(anyFormat, fc.double({ noNaN: true }), fc.double({ noNaN: true }), (format, a, b) => {
      const rounded = round(a, format);
      assert.ok(Object.is(round(rounded, format), rounded));
      assert.ok(Object.is(round(-a, format), -rounded) || (rounded === 0 && !format.signedZero));
      const other = round(b, format);
      if (Number.isNaN(rounded) || Number.isNaN(other)) return; // a format without infinities
      assert.ok(a <= b ? rounded <= other : rounded >= other);
    }),
    { numRuns: 5_000 },
  );
});

test('one rounding to a normal value errs by at most the unit roundoff', () => {
  fc.assert(
    fc.property(anyFormat, fc.double({ min: 0, max: 1, noNaN: true }), (format, fraction) => {
      const x = format.minNormal + fraction * (format.max - format.minNormal);
      assert.ok(Math.abs(round(x, format) - x) <= format.unitRoundoff * x);
    }),
  );
});
