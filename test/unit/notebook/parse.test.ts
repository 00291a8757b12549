import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../../../src/extension/notebook/text.ts';

const cellsOf = (...lines: string[]) => parse(lines.join('\n')).cells.map(({ kind, text }) => `${kind}: ${text}`);

test('fenced softmax blocks are code cells and what stands between is Markdown', () => {
  assert.deepEqual(cellsOf('# Title', '', 'Words.', '', '```softmax', 'x = 1', 'x + 1', '```', '', 'More.', ''), [
    'markdown: # Title\n\nWords.',
    'code: x = 1\nx + 1',
    'markdown: More.',
  ]);
});

test('a file without text has no cells', () => {
  for (const text of ['', '\n', ' \n\t\r\n\n', '\ufeff', '<!-- softmax:cell -->\n']) {
    assert.deepEqual(parse(text).cells, [], JSON.stringify(text));
  }
});

test('longer and tilde fences, and words after the language, open a code cell too', () => {
  assert.deepEqual(cellsOf('````softmax', '```', '````'), ['code: ```']);
  assert.deepEqual(cellsOf('~~~ softmax seed=1', '```', '~~~'), ['code: ```']);
});

test('a closing fence may be longer and indented by three spaces, and carries no words', () => {
  assert.deepEqual(cellsOf('```softmax', '1', '``` x', '    ```', '   ````  '), ['code: 1\n``` x\n    ```']);
});

test('a block that nothing closes is a code cell to the end of the file', () => {
  assert.deepEqual(cellsOf('```softmax', '1', '', 'words'), ['code: 1\n\nwords']);
});

const notCells: Record<string, string[]> = {
  'of another language': ['```softmaxer', '1', '```'],
  'that is indented': [' ```softmax', '1', ' ```'],
  'in a longer fence': ['````markdown', '```softmax', '1', '```', '````'],
  'in a fence of tildes': ['~~~', '```softmax', '1', '```', '~~~'],
  'in an HTML comment': ['<!-- off', '```softmax', '1', '```', '-->'],
  'in an HTML block': ['<div>', '```softmax', '1', '```'],
  'in <pre>, which blank lines do not end': ['<pre>', '', '```softmax', '1', '```', '</pre>'],
  'in a list item': ['- item', '', '  ```softmax', '  1', '  ```'],
  'on the line of a list marker': ['1. ```softmax', '   1', '   ```'],
  'in a block quote': ['> ```softmax', '> 1', '> ```'],
  'in a fence whose closing one is indented by four spaces': ['```js', '    ```', '```softmax', '1'],
  'with a backtick among its words': ['```softmax `', '1'],
};

for (const [where, lines] of Object.entries(notCells)) {
  test(`a fence ${where} is part of the Markdown`, () => {
    assert.deepEqual(cellsOf(...lines), [`markdown: ${lines.join('\n')}`]);
  });
}

test('a fence at the beginning of a line leaves the list, and the fence, that the lines before it are in', () => {
  const cell = ['```softmax', '1', '```'];
  assert.deepEqual(cellsOf('- ```js', '  x', ...cell), ['markdown: - ```js\n  x', 'code: 1']);
  assert.deepEqual(cellsOf('- item', '  ~~~', '  x', ...cell), ['markdown: - item\n  ~~~\n  x', 'code: 1']);
  assert.deepEqual(cellsOf('> ```', ...cell), ['markdown: > ```', 'code: 1']);
});

test('a blank line ends a <div>, and a comment ends on its own line', () => {
  assert.deepEqual(cellsOf('<div>', '', '```softmax', '1', '```'), ['markdown: <div>', 'code: 1']);
  assert.deepEqual(cellsOf('<!-- x -->', '```softmax', '1', '```'), ['markdown: <!-- x -->', 'code: 1']);
});

test('the separator keeps neighbouring Markdown cells apart, inside an unclosed fence too', () => {
  assert.deepEqual(cellsOf('a', '', '<!-- softmax:cell -->', '', 'b'), ['markdown: a', 'markdown: b']);
  assert.deepEqual(cellsOf('```js', '<!-- softmax:cell -->', 'b'), ['markdown: ```js', 'markdown: b']);
  assert.deepEqual(cellsOf('a', ' <!-- softmax:cell -->'), ['markdown: a\n <!-- softmax:cell -->']);
});

test('a marked line is text whatever it looks like', () => {
  const marked = (line: string) => cellsOf('a', '<!-- softmax:as-is -->', line);
  for (const line of ['<!-- softmax:cell -->', '<!-- softmax:as-is -->', '```softmax'])
    assert.deepEqual(marked(line), [`markdown: a\n${line}`]);
  assert.deepEqual(cellsOf('<!-- softmax:as-is -->', '', ''), ['markdown: ']);
});

test('one blank line at each end of Markdown is space, and more belong to it', () => {
  assert.deepEqual(cellsOf('```softmax', '```', '', '', 'a', '', '', '', '```softmax', '```'), [
    'code: ',
    'markdown: \na\n\n',
    'code: ',
  ]);
});

test('a file as a newcomer writes it needs no layout beside its cells', () => {
  const { cells, layout } = parse(
    '# T\n\n```softmax\n1\n```\n\n```softmax\n2\n```\n\nb\n\n<!-- softmax:cell -->\n\nc\n',
  );
  assert.deepEqual(layout, {});
  assert.deepEqual(
    cells.map((cell) => cell.layout),
    [{}, {}, {}, {}, {}],
  );
});
