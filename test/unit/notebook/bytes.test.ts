import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NotebookDecodeError, decode, encode } from '../../../src/extension/notebook/text.ts';

const refused = (code: string) => (error: unknown) => error instanceof NotebookDecodeError && error.code === code;

test('text decodes and encodes to the same bytes, with its byte-order mark', () => {
  fc.assert(
    fc.property(fc.constantFrom('', '\ufeff'), fc.string({ unit: 'grapheme' }), (mark, text) => {
      fc.pre(!text.includes('\0'));
      const bytes = new TextEncoder().encode(mark + text);
      assert.equal(decode(bytes), mark + text);
      assert.deepEqual(encode(decode(bytes)), bytes);
    }),
  );
});

test('an empty file is an empty text', () => {
  assert.equal(decode(new Uint8Array()), '');
});

test('bytes that are not UTF-8 are refused, so that saving cannot erase them', () => {
  for (const bytes of [[0xff], [0x61, 0xc3], [0xed, 0xa0, 0x80], [0xc0, 0xaf]])
    assert.throws(() => decode(Uint8Array.from(bytes)), refused('not-utf8'), bytes.join());
});

test('a NUL byte is refused with its place, as in UTF-16 or after a crash', () => {
  assert.throws(() => decode(Uint8Array.from([0xff, 0xfe, 0x61, 0])), refused('binary'));
  assert.throws(() => decode(new TextEncoder().encode('abc\0')), /byte 3 is NUL/);
});
