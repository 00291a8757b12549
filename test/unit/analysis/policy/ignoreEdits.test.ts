import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { SourceDocument } from '../../../../src/analysis/index.ts';
import { edited } from '../support/analyzer.ts';
import { analyzed, softmaxWith } from './support.ts';

const comment = '# softmax-stability: ignore[naive-softmax]';

/** The text after its first finding is silenced, and that nothing is found in it then. */
async function silenced(text: string, where: 'line' | 'file'): Promise<string> {
  const { findings } = await analyzed(text);
  const edit = findings[0]?.ignore?.[where];
  assert.ok(edit, 'an edit is offered');
  const after = edited(text, [edit]);
  assert.equal((await analyzed(after)).findings.length, where === 'file' ? 0 : findings.length - 1);
  return after;
}

suite('a finding is silenced on its line', () => {
  for (const [what, text, after] of [
    ['at the end of the line', softmaxWith(), softmaxWith({ after: `  ${comment}` })],
    [
      'behind the code, not behind its blanks',
      softmaxWith({ after: '  \t' }),
      softmaxWith({ after: `  ${comment}  \t` }),
    ],
    ['behind a comment', softmaxWith({ after: '  # why' }), softmaxWith({ after: `  # why  ${comment}` })],
    [
      'in the list of a comment that is there',
      softmaxWith({ after: '  # softmax-stability: ignore[other] so' }),
      softmaxWith({ after: '  # softmax-stability: ignore[other, naive-softmax] so' }),
    ],
    [
      'above, where the line is continued by a backslash',
      'import numpy as np\nif x:\n    p = np.exp(x) / \\\n        np.exp(x).sum()\n',
      `import numpy as np\nif x:\n    ${comment}\n    p = np.exp(x) / \\\n        np.exp(x).sum()\n`,
    ],
    [
      'above, where the line ends in a string',
      'import numpy as np\np = np.exp(x) / np.exp(x).sum(), """\n"""\n',
      `import numpy as np\n${comment}\np = np.exp(x) / np.exp(x).sum(), """\n"""\n`,
    ],
    [
      'on the last line, where the first ends in a string',
      'import numpy as np\np = np.exp(f("""\n"""))\nq = p / p.sum()\n',
      `import numpy as np\np = np.exp(f("""\n"""))  ${comment}\nq = p / p.sum()\n`,
    ],
    [
      'with the line ends of the file',
      'import numpy as np\r\np = np.exp(x) / \\\r\n np.exp(x).sum()\r\n',
      `import numpy as np\r\n${comment}\r\np = np.exp(x) / \\\r\n np.exp(x).sum()\r\n`,
    ],
  ] as const) {
    test(what, async () => {
      assert.equal(await silenced(text, 'line'), after);
    });
  }

  test('nowhere, where no comment can stand', async () => {
    const text = 'import numpy as np\nq = 1 + \\\nnp.exp(x) / np.exp(x).sum() + \\\n1\n';
    assert.equal((await analyzed(text)).findings[0]?.ignore?.line, undefined);
  });
});

suite('a finding is silenced in its file', () => {
  const fileComment = '# softmax-stability: ignore-file[naive-softmax]';
  for (const [what, text, after] of [
    ['at the top', softmaxWith(), `${fileComment}\n${softmaxWith()}`],
    [
      'below the lines that have to be the first',
      `#!/usr/bin/env python\n# coding: utf-8\n${softmaxWith()}`,
      `#!/usr/bin/env python\n# coding: utf-8\n${fileComment}\n${softmaxWith()}`,
    ],
    [
      'in the list of a comment that is there',
      `# softmax-stability: ignore-file[other]\n${softmaxWith()}`,
      `# softmax-stability: ignore-file[other, naive-softmax]\n${softmaxWith()}`,
    ],
  ] as const) {
    test(what, async () => {
      assert.equal(await silenced(text, 'file'), after);
    });
  }

  test('of a notebook: in its first cell without a magic', async () => {
    const document: SourceDocument = {
      language: 'python',
      kind: 'notebook',
      cells: [
        { index: 0, text: '%%bash\nls' },
        { index: 3, text: softmaxWith() },
      ],
    };
    const { findings } = await analyzed(document);
    assert.deepEqual(findings[0]?.ignore?.file, { cell: 3, start: 0, end: 0, text: `${fileComment}\n` });
    const magic = { ...document, cells: [{ index: 5, text: `%%time\n${softmaxWith()}` }] };
    const edit = (await analyzed(magic)).findings[0]?.ignore?.file;
    assert.deepEqual([edit?.cell, edit?.start], [5, 7]);
  });
});
