import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { printable } from '../../../src/cli/printable.ts';
import { snippet } from '../../../src/cli/snippet.ts';
import { terminalWidth } from '../../../src/cli/terminalWidth.ts';

test('carets stand below the marked part, tabs kept and wide characters counted twice', () => {
  assert.deepEqual(snippet('\ts = "数" + e', 12, 13), {
    source: '\ts = "数" + e',
    padding: '\t           ',
    underline: '^',
  });
  assert.equal(snippet('数数 = 1', 1, 3).underline, '^^^^');
});

test('a combining mark takes no column', () => {
  assert.equal(terminalWidth('e\u0301'), 1);
  assert.equal(terminalWidth('🎉'), 2);
});

test('a part that ends on a later line is underlined to the end of the first', () => {
  assert.deepEqual(snippet('a = f(', 5, 7), { source: 'a = f(', padding: '    ', underline: '^^' });
});

test('an empty part, and one after the end of the line, have one caret', () => {
  assert.deepEqual(snippet('ab', 3, 3), { source: 'ab', padding: '  ', underline: '^' });
  assert.equal(snippet('', 1, 1).underline, '^');
});

test('a long line is cut around the marked part', () => {
  const { source, padding, underline } = snippet(`${'a'.repeat(500)}MARK${'b'.repeat(500)}`, 501, 505);
  assert.equal(source, `…${'a'.repeat(40)}MARK${'b'.repeat(76)}…`);
  assert.equal(padding.length, 41);
  assert.equal(underline, '^^^^');
});

const characters = fc.constantFrom('a', ' ', '\t', 'é', '数', '𝄞', '\u001b');

/** The column a terminal is in after the text, from 0, with tab stops every eight columns. */
function columnAfter(text: string): number {
  const [first = '', ...rest] = text.split('\t');
  return rest.reduce((column, part) => (Math.floor(column / 8) + 1) * 8 + terminalWidth(part), terminalWidth(first));
}

test('in every line that fits, the carets stand below the marked text', () => {
  const part = fc.string({ unit: characters, maxLength: 20 });
  fc.assert(
    fc.property(part, part, part, (before, marked, after) => {
      const line = before + marked + after;
      const end = before.length + marked.length;
      const { source, padding, underline } = snippet(line, before.length + 1, end + 1);
      assert.equal(source, printable(line).trimEnd());
      assert.equal(columnAfter(padding), columnAfter(printable(before)));
      assert.match(padding, /^[ \t]*$/);
      if (marked !== '') assert.equal(underline, '^'.repeat(Math.max(1, terminalWidth(printable(marked)))));
    }),
  );
});

test('a long line is never cut within a character, and shows where the marked text begins', () => {
  const part = fc.string({ unit: characters, maxLength: 200, minLength: 70 });
  fc.assert(
    fc.property(part, part, (before, after) => {
      const { source } = snippet(`${before}MARK${after}`, before.length + 1, before.length + 5);
      assert.ok(source.length <= 123, source);
      assert.ok(source.includes('MARK'), source);
      assert.doesNotMatch(source, /\p{Cs}/u);
    }),
  );
});
