import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseJson } from '../../../../src/analysis/notebook/json.ts';
import { JsonReader } from '../../../../src/analysis/notebook/jsonReader.ts';

/** The text reads as the value JSON.parse gives, objects compared without their prototypes. */
function sameAsBuiltIn(text: string): void {
  const read = new JsonReader(text).read();
  assert.equal(JSON.stringify(read), JSON.stringify(JSON.parse(text)));
}

test('the tolerant reader agrees with JSON.parse on every JSON text', () => {
  fc.assert(fc.property(fc.json({ stringUnit: 'binary' }), sameAsBuiltIn));
  fc.assert(
    fc.property(fc.jsonValue({ depthSize: 'medium' }), (value) => {
      sameAsBuiltIn(JSON.stringify(value, null, '\t').replace(/\n/g, '\r\n'));
    }),
  );
});

test('the tolerant reader refuses what JSON.parse refuses, but for NaN and the infinities', () => {
  const characters = fc.constantFrom(...Array.from('{}[]",:\\ \n-+.0123eEtrufalsn"x\u0001\u2028'));
  fc.assert(
    fc.property(fc.string({ unit: characters, maxLength: 12 }), (text) => {
      fc.pre(!/NaN|Infinity/.test(text));
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      assert.equal(parseJson(text).ok, valid, text);
      if (valid) sameAsBuiltIn(text);
      else assert.throws(() => new JsonReader(text).read());
    }),
    { numRuns: 5000 },
  );
});

test('NaN and the infinities are read as Python writes them', () => {
  assert.deepEqual(parseJson('[NaN, Infinity, -Infinity, -1.5e3]'), {
    ok: true,
    value: [NaN, Infinity, -Infinity, -1500],
  });
});

test('a key named __proto__ is a key like any other', () => {
  const result = parseJson('{"__proto__": {"cells": [NaN]}}');
  assert.ok(result.ok);
  assert.equal((result.value as { cells?: unknown }).cells, undefined);
});

for (const [text, line, column, message] of [
  ['', 1, 1, 'expected a value, found the end of the text'],
  ['{"a": 1,}', 1, 9, 'expected a key in double quotes, found "}"'],
  ['{\n  "a" 1\n}', 2, 7, 'expected ":", found "1"'],
  ['[1,\r\n2,\r 3 4]', 3, 4, 'expected "," or "]", found "4"'],
  ['{"a": 1 "b": 2}', 1, 9, 'expected "," or "}", found "\\""'],
  ['[1] x', 1, 5, 'expected the end of the text, found "x"'],
  ['["ab\ncd"]', 1, 5, 'a control character inside a string (its quote is missing?)'],
  ['["ab', 1, 2, 'a string that is never closed'],
  ['["\\\\\\x"]', 1, 5, 'an escape that JSON does not have'],
  ['[1,\n<<<<<<< HEAD\n2]', 2, 1, 'a merge conflict marker; resolve the conflict first'],
  ['["𝄞" 𝄞]', 1, 7, 'expected "," or "]", found "𝄞"'],
] as const) {
  test(`${JSON.stringify(text)} is refused at line ${line}, column ${column}`, () => {
    assert.deepEqual(parseJson(text), { ok: false, message, line, column });
  });
}

test('nesting without end is an error and not a crash', () => {
  const result = parseJson('['.repeat(200_000));
  assert.deepEqual(result, { ok: false, message: 'more than 500 levels of nesting', line: 1, column: 502 });
});
