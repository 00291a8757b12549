import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type TextCell, parse, write } from '../../../src/extension/notebook/text.ts';

const markdown = (text: string): TextCell => ({ kind: 'markdown', text });
const code = (text: string): TextCell => ({ kind: 'code', text });

/** The file after the text of one of its cells was replaced. */
function edited(file: string, index: number, text: string): string {
  const { cells, layout } = parse(file);
  return write({ cells: cells.map((cell, at) => (at === index ? { ...cell, text } : cell)), layout });
}

test('new cells stand apart by a blank line and end in a line end', () => {
  const cells = [markdown('# T'), code('1'), code('2'), markdown('a')];
  assert.equal(write({ cells }), '# T\n\n```softmax\n1\n```\n\n```softmax\n2\n```\n\na\n');
});

test('no cells make an empty file, and an empty code cell has no lines', () => {
  assert.equal(write({ cells: [] }), '');
  assert.equal(write({ cells: [code('')] }), '```softmax\n```\n');
});

test('neighbouring Markdown cells are kept apart by an invisible line', () => {
  assert.equal(write({ cells: [markdown('a'), markdown('b')] }), 'a\n\n<!-- softmax:cell -->\n\nb\n');
});

test('what follows Markdown with an open fence or comment is kept out of it', () => {
  const cell = '\n\n<!-- softmax:cell -->\n\n```softmax\n1\n```\n';
  for (const open of ['```js\nx', '~~~', '<!-- x', '<pre>'])
    assert.equal(write({ cells: [markdown(open), code('1')] }), open + cell);
});

test('lines of Markdown that would be taken for cells are marked as text', () => {
  assert.equal(write({ cells: [markdown('```softmax\n1\n```')] }), '<!-- softmax:as-is -->\n```softmax\n1\n```\n');
  assert.equal(
    write({ cells: [markdown('<!-- softmax:cell -->')] }),
    '<!-- softmax:as-is -->\n<!-- softmax:cell -->\n',
  );
  assert.equal(write({ cells: [markdown('')] }), '<!-- softmax:as-is -->\n\n');
});

test('a code cell whose text holds a fence gets a longer one', () => {
  assert.equal(write({ cells: [code('a\n````\nb')] }), '`````softmax\na\n````\nb\n`````\n');
  assert.equal(write({ cells: [code('~~~')] }), '```softmax\n~~~\n```\n');
  assert.equal(edited('~~~softmax x\na\n~~~~\n', 0, '~~~~'), '~~~~~softmax x\n~~~~\n~~~~~\n');
});

test('a fence that stands in a file is as it was until its cell is edited', () => {
  const file = '```softmax\n```js\n```\n\na\n';
  assert.equal(edited(file, 1, 'b'), '```softmax\n```js\n```\n\nb\n');
  assert.equal(edited(file, 0, '```js\n1'), '````softmax\n```js\n1\n````\n\na\n');
});

test('line ends of different kinds that come to stand beside each other stay two', () => {
  const first: TextCell = { kind: 'markdown', text: '\na', layout: { before: '\r' } };
  assert.deepEqual(
    parse(write({ cells: [first] })).cells.map(({ text }) => text),
    ['\na'],
  );
  const last: TextCell = { kind: 'code', text: '1', layout: { raw: '```softmax\r1\r```\r' } };
  assert.deepEqual(
    parse(write({ cells: [last] })).cells.map(({ text }) => text),
    ['1'],
  );
});

test('a cell that begins with a byte-order mark keeps it where the file’s own would be', () => {
  const [, moved] = parse('a\n\n<!-- softmax:cell -->\n\n\ufeffb\n').cells;
  assert.equal(moved?.layout?.raw, '\ufeffb');
  assert.deepEqual(
    parse(write({ cells: [moved] })).cells.map(({ text }) => text),
    ['\ufeffb'],
  );
});

test('an edited code cell keeps its fences and its words', () => {
  assert.equal(edited('~~~~ softmax a=1\nx\n ~~~~~ \n', 0, 'y'), '~~~~ softmax a=1\ny\n ~~~~~ \n');
});

test('an edited cell takes the line ends of its file, and the others keep theirs', () => {
  const file = '# T\r\n\r\nb\nc\r\n\r\n```softmax\r\n1\r\n```\r\n';
  assert.equal(edited(file, 1, '2\n3'), '# T\r\n\r\nb\nc\r\n\r\n```softmax\r\n2\r\n3\r\n```\r\n');
  assert.equal(edited(file, 0, 'b\nc'), 'b\r\nc\r\n\r\n```softmax\r\n1\r\n```\r\n');
});

test('a byte-order mark and a missing last line end stay when a cell is edited', () => {
  assert.equal(edited('\ufeffa\n\n```softmax\n1\n```', 0, 'b'), '\ufeffb\n\n```softmax\n1\n```');
});

test('a cell that moves takes the space before it along where it can', () => {
  const { cells, layout } = parse('```softmax\n1\n```\n\n\n\n```softmax\n2\n```\n\na\n');
  assert.equal(write({ cells: [cells[2]!, cells[1]!], layout }), 'a\n\n```softmax\n2\n```\n');
  assert.equal(write({ cells: [cells[0]!, cells[1]!], layout }), '```softmax\n1\n```\n\n\n\n```softmax\n2\n```\n');
});

test('a layout that is not of its cell is passed over', () => {
  const cell: TextCell = {
    kind: 'code',
    text: '1',
    layout: { before: 'words\n', open: '```js', close: 'end', raw: 'x' },
  };
  assert.equal(write({ cells: [cell], layout: { end: 'more' } }), '```softmax\n1\n```\n');
});
