import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { encodeLike } from '../../../../src/cli/fix/encode.ts';

const python = (bytes: Uint8Array) => ({ kind: 'python' as const, bytes });
const latin1 = (text: string) => Buffer.from(text, 'latin1');

suite('a rewritten text is stored as the file was', () => {
  for (const [what, before, text, after] of [
    ['UTF-8', Buffer.from('é = 𝄞a'), 'é = 𝄞é', Buffer.from('é = 𝄞é')],
    ['a byte-order mark', Buffer.from('\ufeffé = 1\r\n'), 'é = 2\r\n', Buffer.from('\ufeffé = 2\r\n')],
    ['Latin-1', latin1('# coding: latin-1\né = 1'), '# coding: latin-1\né = é', latin1('# coding: latin-1\né = é')],
    [
      'Windows-1251',
      latin1('# coding: cp1251\n\xe6 = 1'),
      '# coding: cp1251\nж = ж',
      latin1('# coding: cp1251\n\xe6 = \xe6'),
    ],
    [
      'Shift-JIS',
      Buffer.from([...latin1('# coding: cp932\n# '), 0x83, 0x5c, 0x0a, 0x61]),
      '# coding: cp932\n# ソ\nソb',
      Buffer.from([...latin1('# coding: cp932\n# '), 0x83, 0x5c, 0x0a, 0x83, 0x5c, 0x62]),
    ],
    [
      'an encoding that Node does not know, all ASCII',
      latin1('# coding: cp437\na'),
      '# coding: cp437\nb',
      latin1('# coding: cp437\nb'),
    ],
    ['nothing changed', Buffer.from('𝄞'), '𝄞', Buffer.from('𝄞')],
    ['one character for another with the same first half', Buffer.from('𝄞'), '𝄟', Buffer.from('𝄟')],
  ] as const) {
    test(what, () => {
      assert.deepEqual(Buffer.from(encodeLike(python(before), text) ?? []), after);
    });
  }
});

suite('a text is refused', () => {
  for (const [what, before, text] of [
    ['with a character that Latin-1 lacks', latin1('# coding: latin-1\na'), '# coding: latin-1\n数'],
    ['with a character that the file does not show the bytes of', latin1('# coding: cp1252\na'), '# coding: cp1252\n€'],
    ['that says another encoding', latin1('# coding: latin-1\né'), '# coding: utf-8\né'],
  ] as const) {
    test(what, () => {
      assert.equal(encodeLike(python(before), text), undefined);
    });
  }
});

test('a notebook is UTF-8 whatever it says', () => {
  const text = '{"a": "# coding: latin-1", "é": 1}';
  const bytes = Buffer.from(text);
  assert.deepEqual(
    Buffer.from(encodeLike({ kind: 'notebook', bytes }, text.replace('1}', '2}')) ?? []).toString(),
    text.replace('1}', '2}'),
  );
});
