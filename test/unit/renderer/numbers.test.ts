import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clip, count, counted, exact, short } from '../../../src/renderer/numbers.ts';

const readable: readonly [number, string][] = [
  [0.0900305732, '0.09003'],
  [1e-5, '0.00001'],
  [1.23456e-7, '1.235e-7'],
  [65504, '65500'],
  [1e300, '1e300'],
  [-2.5, '-2.5'],
  [0, '0'],
  [-0, '0'],
  [NaN, 'NaN'],
  [Infinity, 'inf'],
  [-Infinity, '-inf'],
  [5e-324, '5e-324'],
  [Number.MAX_VALUE, '1.7976931348623157e308'],
];

for (const [value, text] of readable) {
  test(`${Object.is(value, -0) ? '-0' : String(value)} is shortened to ${text}`, () => {
    assert.equal(short(value), text);
  });
}

test('The exact text of every number reads back as that number', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true }), (value) => {
      const text = exact(value).replace('inf', 'Infinity');
      assert.ok(Object.is(Number(text), value), text);
    }),
  );
});

test('The short text is right to the digits it shows', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: 2, max: 12 }),
      (value, digits) => {
        const error = Math.abs(Number(short(value, digits)) / 2 - value / 2);
        assert.ok(error <= (Math.abs(value) / 2) * 10 ** (1 - digits) + Number.MIN_VALUE);
      },
    ),
  );
});

test('Counts have their thousands set apart, and their nouns agree', () => {
  assert.equal(count(128000), '128,000');
  assert.equal(counted(1, 'row'), '1 row');
  assert.equal(counted(0, 'row'), '0 rows');
  assert.equal(counted(1001, 'row'), '1,001 rows');
});

test('Clipped text ends in an ellipsis and never in half a character', () => {
  assert.equal(clip('abc', 3), 'abc');
  assert.equal(clip('abcd', 3), 'ab…');
  assert.equal(clip('a😀bc', 3), 'a…');
});
