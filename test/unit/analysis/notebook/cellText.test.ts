import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { editNotebook, notebookPlaces, parseNotebook } from '../../../../src/analysis/notebook/index.ts';

/** The first code cell's text of a notebook. */
function cellText(text: string): string {
  const result = parseNotebook(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.notebook.cells[0]!.text;
}

const around = (source: string) =>
  `{\n "cells": [\n  {"cell_type":  "markdown", "source": "a\\u00e9"},\n  {\n   "outputs": [{"x": NaN}],\n   "source": ${source},\n   "cell_type": "code"\n  }\n ],\n\t"metadata": {"é": "\\u00e9\\/"} }\n`;

suite('an edit of a cell', () => {
  for (const [what, source, edit, expected] of [
    [
      'within a line of a list',
      '[\n    "a = 1\\n",\n    "b = 2"\n   ]',
      [6, 7, 'c'],
      '[\n    "a = 1\\n",\n    "c = 2"\n   ]',
    ],
    ['within a string', '"a = 1\\nb = 2"', [6, 7, 'c'], '"a = 1\\nc = 2"'],
    ['that adds a line to a list', '[\n  "a\\n",\n  "b"\n ]', [2, 2, 'x\n'], '[\n  "a\\n",\n  "x\\n",\n  "b"\n ]'],
    ['that adds a line at the start', '["a\\n", "b"]', [0, 0, 'x\n'], '["x\\n", "a\\n", "b"]'],
    ['that adds a line behind the end', '[\n  "a"\n ]', [1, 1, '\nb'], '[\n  "a\\n",\n  "b"\n ]'],
    ['that adds a line before a line end', '["a\\n", "b"]', [1, 1, '\nx'], '["a\\n", "x\\n", "b"]'],
    ['that adds a line to a string', '"a\\nb"', [2, 2, 'x\n'], '"a\\nx\\nb"'],
    ['that takes a line away', '["a\\n", "b\\n", "c"]', [2, 4, ''], '["a\\n", "c"]'],
    ['that joins lines', '["a\\n", "b\\n", "c"]', [1, 4, '+'], '["a+c"]'],
    ['beside escapes', '["\\u0061\\t\\"é\\ud83c\\udf89= 1"]', [6, 7, '≠'], '["\\u0061\\t\\"é\\ud83c\\udf89≠ 1"]'],
    ['with characters that are escaped', '["a"]', [0, 1, '"\\\t\u0001'], '["\\"\\\\\\t\\u0001"]'],
    ['in line ends of Windows', '["a\\r\\n", "b"]', [3, 3, 'x\r\n'], '["a\\r\\n", "x\\r\\n", "b"]'],
    ['that ends the text with a line end', '["a"]', [1, 1, '\nb\n'], '["a\\n", "b\\n"]'],
    ['in an empty list', '[]', [0, 0, 'a\nb'], '["a\\n", "b"]'],
    ['in a list of one empty string', '[""]', [0, 0, 'a'], '["a"]'],
  ] as const) {
    test(`${what} changes that only`, () => {
      const text = around(source);
      const [start, end, by] = edit;
      const before = cellText(text);
      const after = editNotebook(text, [{ cell: 1, start, end, text: by }]);
      assert.equal(after, around(expected));
      assert.equal(cellText(after), before.slice(0, start) + by + before.slice(end));
    });
  }

  test('several at once, given in any order, in several cells', () => {
    const text = JSON.stringify({
      cells: [
        { cell_type: 'code', source: ['a\n', 'b'] },
        { cell_type: 'code', source: 'c' },
      ],
    });
    const edits = [
      { cell: 0, start: 2, end: 3, text: 'B' },
      { cell: 1, start: 0, end: 1, text: 'C' },
      { cell: 0, start: 0, end: 0, text: 'x\n' },
    ];
    assert.equal(
      editNotebook(text, edits),
      JSON.stringify({
        cells: [
          { cell_type: 'code', source: ['x\n', 'a\n', 'B'] },
          { cell_type: 'code', source: 'C' },
        ],
      }),
    );
  });

  test('of the last of two equal keys, which is the one that counts', () => {
    const text = '{"cells": [], "cells": [{"cell_type": "code", "source": "x", "source": "a"}]}';
    assert.equal(
      editNotebook(text, [{ cell: 0, start: 0, end: 1, text: 'b' }]),
      '{"cells": [], "cells": [{"cell_type": "code", "source": "x", "source": "b"}]}',
    );
  });

  test('of a notebook of version 3: cells in worksheets, text in "input"', () => {
    const text =
      '{"worksheets": [{"cells": [{"cell_type": "code", "input": ["a"]}]}, {"cells": [{"cell_type": "code", "source": null, "input": "b"}]}]}';
    assert.equal(editNotebook(text, [{ cell: 1, start: 0, end: 1, text: 'c' }]), text.replace('"b"', '"c"'));
  });
});

test('any edit of any lines leaves the rest as it was and gives the edited text', () => {
  const line = fc.string({ unit: fc.constantFrom('a', ' ', 'é', '"', '\\', '\t', '𝄞', '\u2028'), maxLength: 6 });
  const lines = fc.array(line, { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(lines, fc.boolean(), fc.nat(), fc.nat(), lines, (parts, asList, a, b, replacement) => {
      const before = parts.join('\n');
      const source = asList ? parts.map((part, index) => (index < parts.length - 1 ? `${part}\n` : part)) : before;
      const text = around(JSON.stringify(source, null, asList ? 2 : undefined));
      const [start, end] = [a % (before.length + 1), b % (before.length + 1)].sort((x, y) => x - y) as [number, number];
      const after = editNotebook(text, [{ cell: 1, start, end, text: replacement.join('\n') }]);
      assert.equal(cellText(after), before.slice(0, start) + replacement.join('\n') + before.slice(end));
      const [head, tail] = around('|').split('|') as [string, string];
      assert.ok(after.startsWith(head) && after.endsWith(tail));
    }),
  );
});

suite('places in the file', () => {
  test('of a cell of lines are those of its lines', () => {
    const text = around('[\n    "a = 1\\n",\n    "\\tb = 2"\n   ]');
    const at = notebookPlaces(text);
    assert.equal(text.slice(at(1, 0)).startsWith('a = 1'), true);
    assert.equal(text.slice(at(1, 6)).startsWith('\\tb'), true);
    assert.equal(text.slice(at(1, 7)).startsWith('b = 2'), true);
    assert.equal(text.slice(at(1, 12)).startsWith('"\n'), true);
  });
});
