import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { SourceDocument } from '../../../src/analysis/index.ts';
import { blankMagics } from '../../../src/analysis/languages/python/magics.ts';
import { edited, findingsOf } from './support/analyzer.ts';

function notebook(...texts: readonly string[]): SourceDocument {
  return { language: 'python', kind: 'notebook', cells: texts.map((text, index) => ({ index: index * 2, text })) };
}

suite('notebooks', () => {
  test('cells share names in order', async () => {
    const document = notebook('import numpy as np\n', 'e = np.exp(scores)\n', 'p = e / e.sum()\n');
    const [finding, ...others] = await findingsOf(document);
    assert.equal(others.length, 0);
    assert.deepEqual(finding?.span, { cell: 2, start: 4, end: 18 });
    assert.equal(finding.reasons.at(-1)?.span.cell, 4);
  });

  test('a shift in an earlier cell counts', async () => {
    const cells = [
      'import numpy as np\n',
      'scores = scores - scores.max()\n',
      'p = np.exp(scores) / np.exp(scores).sum()\n',
    ];
    assert.deepEqual(await findingsOf(notebook(...cells)), []);
  });

  test('a rewrite edits the cells that it concerns, and the import goes where imports are', async () => {
    const cells = ['import numpy as np\n', 'e = np.exp(scores)\n', 'p = e / e.sum()\n'];
    const [finding] = await findingsOf(notebook(...cells));
    const [inline] = finding!.rewrites;
    assert.ok(inline?.safe);
    assert.deepEqual(inline.edits, [{ cell: 2, start: 11, end: 17, text: 'scores - np.max(scores)' }]);
    assert.equal(edited(cells[1]!, inline.edits), 'e = np.exp(scores - np.max(scores))\n');
  });

  test('the import that a library form needs goes to the nearest cell with imports before', async () => {
    const cells = [
      'import os\n',
      'import numpy as np\n',
      'p = np.exp(scores) / np.exp(scores).sum()\n',
      'import sys\n',
    ];
    const [finding] = await findingsOf(notebook(...cells));
    const library = finding!.rewrites.find(({ title }) => title.startsWith('Replace'));
    assert.deepEqual(
      library?.edits.map(({ cell, text }) => [cell, text]),
      [
        [2, '\nfrom scipy.special import softmax'],
        [4, 'softmax(scores)'],
      ],
    );
  });

  test('what a cell shows as its last line keeps its value', async () => {
    const cells = ['import numpy as np\n', 'e = np.exp(scores)\ne', 'p = e / e.sum()\n'];
    const [finding] = await findingsOf(notebook(...cells));
    const inline = finding!.rewrites.find(({ title }) => title.startsWith('Subtract'));
    assert.match(inline?.withheld ?? '', /^e would have another value/);
  });

  test('what only a later cell calls a value is no name for it', async () => {
    const cells = [
      'import tensorflow as tf\n',
      'hypothesis = tf.nn.softmax(tf.matmul(X, W) + b)\ncost = -tf.reduce_sum(Y * tf.math.log(hypothesis), axis=1)\n',
      'logits = tf.matmul(X, W) + b\nprediction = tf.argmax(tf.nn.softmax(logits), 1)\n',
    ];
    const [finding] = await findingsOf(notebook(...cells));
    const library = finding!.rewrites.find(({ form }) => form === 'library');
    assert.ok(library?.safe, library?.withheld);
    assert.match(edited(cells[1]!, library.edits), /logits_2 = tf\.matmul\(X, W\) \+ b/);
  });

  test('magics are no Python, and offsets stay', async () => {
    const code = '%matplotlib inline\n!pip install numpy\nimport numpy as np\np = np.exp(x) / np.exp(x).sum()\n';
    const [finding] = await findingsOf(notebook(code));
    assert.equal(code.slice(finding!.span.start, finding!.span.end), 'np.exp(x)');
    assert.equal(finding!.rewrites[0]?.safe, true);
  });

  test('a file has no magics: a line that starts with a percent sign is part of an expression', async () => {
    const text = 'import numpy as np\ny = (1\n% np.exp(x) / np.exp(x).sum())\n';
    const file: SourceDocument = { language: 'python', kind: 'file', cells: [{ index: 0, text }] };
    assert.equal((await findingsOf(notebook(text))).length, (await findingsOf(file)).length);
  });
});

suite('blankMagics', () => {
  const cases: readonly (readonly [what: string, text: string, blanked: string])[] = [
    ['line magics', '%time\nx = 1', '     \nx = 1'],
    ['shell lines', '  !ls -l\nx', '        \nx'],
    ['help', 'np.exp?\n??x\ny', '       \n   \ny'],
    ['assigned magics', 'files = !ls\na = %time f()\nx = y % z', '           \n             \nx = y % z'],
    ['the line alone of a cell magic that runs Python', '%%time\nx = 1', '      \nx = 1'],
    ['the cell of a magic of another language', '%%bash\nls\r\npwd', '      \n  \r\n   '],
    ['nothing of a continued expression', 'x = (a\n% b)\ny = """\n!z\n"""', 'x = (a\n% b)\ny = """\n!z\n"""'],
    ['nothing after a backslash', 'x = a \\\n% b', 'x = a \\\n% b'],
    ['nothing of plain Python', 'x = y != z\nq = "a?"', 'x = y != z\nq = "a?"'],
  ];
  for (const [what, text, blanked] of cases) {
    test(`blanks ${what}`, () => {
      assert.equal(blankMagics(text), blanked);
    });
  }
});
