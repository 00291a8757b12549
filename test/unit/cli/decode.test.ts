import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { decodePython, decodeUtf8 } from '../../../src/cli/decode.ts';

const latin1 = (text: string) => Buffer.from(text, 'latin1');
const bom = [0xef, 0xbb, 0xbf];

test('any text comes back from its UTF-8 bytes, with and without a byte-order mark', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.boolean(), (text, marked) => {
      fc.pre(!text.includes('\0') && !text.startsWith('\ufeff') && !/coding[:=]/.test(text));
      const bytes = Buffer.concat([Buffer.from(marked ? bom : []), Buffer.from(text)]);
      assert.deepEqual(decodePython(bytes), { ok: true, text });
    }),
  );
});

test('only one byte-order mark is taken away, and line ends stay', () => {
  assert.deepEqual(decodePython(Buffer.from('\ufeff\ufeffa\r\nb\rc')), { ok: true, text: '\ufeffa\r\nb\rc' });
});

for (const [name, bytes, text] of [
  ['latin-1', [0xe9], 'é'],
  ['latin-1', [0x80], '\u0080'],
  ['iso-8859-1-unix', [0xe9], 'é'],
  ['cp1252', [0xe9], 'é'],
  ['windows-1251', [0xe6], 'ж'],
  ['cp1251', [0xe6], 'ж'],
  ['koi8_r', [0xd6], 'ж'],
  ['KOI8-R', [0xd6], 'ж'],
  ['iso8859-15', [0xa4], '€'],
  ['cp932', [0x83, 0x5c], 'ソ'],
  ['gbk', [0xc4, 0xe3], '你'],
  ['euc_jp', [0xa4, 0xa2], 'あ'],
  ['mac-roman', [0x8e], 'é'],
  ['utf8', [0xc3, 0xa9], 'é'],
  ['UTF_8', [0xc3, 0xa9], 'é'],
  ['utf-8-unix', [0xc3, 0xa9], 'é'],
] as const) {
  test(`"coding: ${name}" is read as Python reads it`, () => {
    const head = `# -*- coding: ${name} -*-\n# `;
    assert.deepEqual(decodePython(Buffer.concat([latin1(head), Buffer.from(bytes)])), { ok: true, text: head + text });
  });
}

for (const [where, head, counts] of [
  ['in the second line after a shebang', '#!/usr/bin/python\n# vim: set fileencoding=latin-1 :\n', true],
  ['in the second line after a blank one', ' \t\f\r\n# coding=latin-1\r\n', true],
  ['in the second line, with \\r line ends', '\r# coding: latin-1\r', true],
  ['in the second line after code', 'import os\n# coding: latin-1\n', false],
  ['in the third line', '\n\n# coding: latin-1\n', false],
  ['in a string', 's = "# coding: latin-1"\n', false],
  ['after code', 'x = 1 # coding: latin-1\n', false],
] as const) {
  test(`an encoding ${where} ${counts ? 'counts' : 'does not count'}`, () => {
    assert.equal(decodePython(latin1(`${head}# \xe9`)).ok, counts);
  });
}

test('a byte-order mark says UTF-8 whatever a comment says', () => {
  const text = '# coding: latin-1\n# é';
  assert.deepEqual(decodePython(Buffer.from(`\ufeff${text}`)), { ok: true, text });
});

test('an encoding that Node does not know is no matter while all bytes are ASCII', () => {
  const text = '# coding: cp437\nx = 1\n';
  assert.deepEqual(decodePython(latin1(text)), { ok: true, text });
});

for (const [what, bytes, message] of [
  ['bytes that are not UTF-8', latin1('a\r\nb = "caf\xe9"\n'), /^not UTF-8 \(byte 0xE9 on line 2\): .*declare/],
  ['a sequence cut off at the end', Buffer.from([0x61, 0xc3]), /^not UTF-8 \(byte 0xC3 on line 1\)/],
  ['an encoded surrogate', Buffer.from([0x61, 0x0a, 0xed, 0xa0, 0x80]), /^not UTF-8 \(byte 0xED on line 2\)/],
  ['Latin-1 declared as UTF-8', latin1('# coding: utf-8\n# \xe9'), /^not UTF-8 .*it declares/],
  ['high bytes declared as ASCII', latin1('# coding: ascii\n# \xe9'), /^not ASCII.*byte 0xE9 on line 2/],
  ['bytes that are not the declared encoding', latin1('# coding: gb18030\n# \xff\xff'), /^not gb18030/],
  ['an encoding that Node does not know', latin1('# coding: cp437\n# \xe9'), /^its encoding "cp437" is not known/],
  ['an encoding Python refuses', latin1('# coding: utf-16\n# \xe9'), /^its encoding "utf-16" is not known/],
  ['UTF-16, little-endian', Buffer.from('\ufeffx = 1\n', 'utf16le'), /^UTF-16, not UTF-8: save/],
  ['UTF-16, big-endian', Buffer.from('\ufeffx = 1\n', 'utf16le').swap16(), /^UTF-16, not UTF-8: save/],
  ['UTF-16 without a mark', Buffer.from('x\ny', 'utf16le'), /^a binary file: there is a NUL character on line 1$/],
] as const) {
  test(`${what}: refused with a reason`, () => {
    const decoded = decodePython(bytes);
    assert.ok(!decoded.ok);
    assert.match(decoded.message, message);
  });
}

test('a notebook is UTF-8 whatever its text says', () => {
  assert.deepEqual(decodeUtf8(Buffer.from('\ufeff# coding: latin-1 é'), ''), { ok: true, text: '# coding: latin-1 é' });
  assert.deepEqual(decodeUtf8(latin1('\xe9'), 'save it'), {
    ok: false,
    message: 'not UTF-8 (byte 0xE9 on line 1): save it',
  });
});
