import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { lineMap } from '../../../src/analysis/index.ts';

suite('lineMap', () => {
  test('counts lines and columns from 1, columns in UTF-16 units', () => {
    const map = lineMap('ab\n😀c\n');
    assert.deepEqual(map.position(0), { line: 1, column: 1 });
    assert.deepEqual(map.position(2), { line: 1, column: 3 });
    assert.deepEqual(map.position(5), { line: 2, column: 3 });
    assert.deepEqual(map.position(7), { line: 3, column: 1 });
  });

  test('ends lines at \\n, \\r\\n and \\r, mixed as they may be', () => {
    assert.deepEqual(lineMap('a\r\nb\rc\nd').starts, [0, 3, 5, 7]);
    assert.deepEqual(lineMap('a\r\n').position(2), { line: 1, column: 3 });
    assert.deepEqual(lineMap('\r\r\n\n').starts, [0, 1, 3, 4]);
  });

  test('does not end lines at other separators of Unicode', () => {
    assert.deepEqual(lineMap('a\u2028b\u0085c\fd').starts, [0]);
  });

  test('has one line for an empty text', () => {
    assert.deepEqual(lineMap('').position(0), { line: 1, column: 1 });
  });

  test('refuses offsets that are not in the text, and says how long it is', () => {
    assert.throws(() => lineMap('abc').position(4), { name: 'RangeError', message: /4 .* 3 UTF-16/ });
    assert.throws(() => lineMap('abc').position(-1), RangeError);
    assert.throws(() => lineMap('abc').position(NaN), RangeError);
  });

  test('agrees with counting, for any text and offset', () => {
    const text = fc.array(fc.constantFrom('a', '\n', '\r', '\r\n', '😀')).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.nat(), (code, number) => {
        const offset = number % (code.length + 1);
        // A line that \r\n ends has both units: an offset between the two is still in it.
        const before = code.slice(0, offset).replace(/\r$/, (end) => (code[offset] === '\n' ? '' : end));
        const lines = before.split(/\r\n|\r|\n/);
        assert.equal(lineMap(code).position(offset).line, lines.length);
      }),
    );
  });
});
