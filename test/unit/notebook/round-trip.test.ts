import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type TextCell, parse, write } from '../../../src/extension/notebook/text.ts';
import { cellLists, cellTexts, documents } from './documents.ts';

const runs = { numRuns: Number(process.env['FC_RUNS'] ?? 3000) };

/** What a cell says, whatever its line ends. */
const said = ({ kind, text }: TextCell) => ({ kind, text: text.replace(/\r\n|\r/g, '\n') });

/** As the notebook's metadata is stored and given back. */
const stored = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

test('a file that is read and written is the same file, character for character', () => {
  fc.assert(
    fc.property(documents, (text) => {
      assert.equal(write(stored(parse(text))), text);
    }),
    runs,
  );
});

test('a file that is read and written is the same file when its cells come back with the line ends of a document', () => {
  fc.assert(
    fc.property(documents, fc.constantFrom('\n', '\r\n'), (text, eol) => {
      const { cells, layout } = stored(parse(text));
      const given = cells.map((cell) => ({ ...cell, text: cell.text.replaceAll('\n', eol) }));
      assert.equal(write({ cells: given, layout }), text);
    }),
    runs,
  );
});

test('cells that are written and read are the same cells', () => {
  fc.assert(
    fc.property(cellLists, (cells) => {
      assert.deepEqual(parse(write({ cells })).cells.map(said), cells.map(said));
    }),
    runs,
  );
});

test('cells of a file that are edited, moved, removed and joined by others are the same after writing and reading', () => {
  const changed = fc
    .tuple(documents, documents, cellLists, fc.array(fc.nat()), cellTexts, fc.nat())
    .map(([text, other, added, order, edit, at]) => {
      const { cells, layout } = parse(text);
      const pool: TextCell[] = [...cells, ...added, ...parse(other).cells];
      const picked = order.length === 0 ? pool : order.map((index) => pool[index % Math.max(pool.length, 1)]!);
      const list = pool.length === 0 ? [] : picked;
      return {
        layout,
        cells: list.map((cell, index) => (index === at % list.length ? { ...cell, text: edit } : cell)),
      };
    });
  fc.assert(
    fc.property(changed, ({ cells, layout }) => {
      assert.deepEqual(parse(write({ cells, layout })).cells.map(said), cells.map(said));
    }),
    runs,
  );
});

test('an edited cell changes its own part of the file and nothing else', () => {
  fc.assert(
    fc.property(documents, fc.nat(), (text, at) => {
      const { cells, layout } = parse(text);
      // Cut out below, a cell may not begin with what would then be the file's byte-order mark.
      fc.pre(cells.length > 0 && text.lastIndexOf('\ufeff') <= 0);
      const index = at % cells.length;
      const edit = 'one line';
      const edited = write({ cells: cells.map((cell, i) => (i === index ? { ...cell, text: edit } : cell)), layout });
      const before = write({ cells: cells.slice(0, index), layout: { ...layout, end: '' } }).trimEnd();
      const after = write({ cells: cells.slice(index + 1), layout }).trimStart();
      assert.ok(edited.startsWith(before), 'what stands before it');
      assert.ok(edited.endsWith(after), 'what stands after it');
    }),
    runs,
  );
});
