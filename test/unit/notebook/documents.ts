// Arbitraries of *.softmax.md files and of cells, built from the lines that are hard for it.
import fc from 'fast-check';
import type { TextCell } from '../../../src/extension/notebook/text.ts';

const lines = [
  '',
  '',
  ' ',
  '\t',
  'text',
  '# Title',
  '```softmax',
  '```softmax',
  '```softmax title="x"',
  '``` softmax',
  '````softmax',
  '~~~softmax',
  '~~~~ softmax `tick`',
  ' ```softmax',
  '    ```softmax',
  '\t```softmax',
  '```softmaxer',
  '```Softmax',
  '```python',
  '```',
  '```  ',
  ' ```',
  '    ```',
  '````',
  '~~~',
  '- item',
  '- ```softmax',
  '- ```',
  '  ```',
  '1. - ~~~',
  '  more',
  '> ```softmax',
  '> quote',
  '<!--',
  '-->',
  '<!-- note -->',
  '<div>',
  '<pre>',
  '</pre>',
  '<?php',
  '<!-- softmax:cell -->',
  '<!-- softmax:cell -->',
  ' <!-- softmax:cell -->',
  '<!-- softmax:as-is -->',
  '<!-- softmax:as-is -->',
  'x = [1, 2]; softmax(x)',
  '\ufeffmark',
  '\u2028\u0085\v\f',
  '\ud800',
];

const line = fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...lines) }, { weight: 1, arbitrary: fc.string() });
const eols = fc.constantFrom('\n', '\r\n', '\r');

/** One kind of line end, or all of them mixed; with or without an end after the last; at times a byte-order mark. */
export const documents = fc
  .record({
    lines: fc.array(fc.tuple(line, eols), { maxLength: 24 }),
    eol: fc.option(eols, { nil: undefined, freq: 3 }),
    finalEol: fc.boolean(),
    mark: fc.constantFrom('', '', '', '\ufeff'),
  })
  .map(({ lines: parts, eol, finalEol, mark }) => {
    const text = parts.map(([one, own], index) => (index === parts.length - 1 && !finalEol ? one : one + (eol ?? own)));
    return mark + text.join('');
  });

export const cellTexts = fc
  .array(fc.tuple(line, fc.constantFrom('\n', '\n', '\r\n')), { maxLength: 8 })
  .map((parts) => parts.map(([one, eol], index) => (index === parts.length - 1 ? one : one + eol)).join(''));

export const cellLists: fc.Arbitrary<TextCell[]> = fc.array(
  fc.record({ kind: fc.constantFrom('code' as const, 'markdown' as const), text: cellTexts }),
  { maxLength: 6 },
);
