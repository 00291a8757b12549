// Passing a whole file over must not lose a finding, and is worth nothing if it passes over few.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { mayMatter } from '../../../../src/analysis/languages/python/prefilter.ts';
import { fixturesIn, pythonFolders } from '../support/fixtures.ts';

const matters: Readonly<Record<string, string>> = {
  'a method, without an import': 'def f(x):\n    return x.exp() / x.exp().sum()\n',
  'an alias': 'from numpy import exp as ex\ny = ex(x) / ex(x).sum()\n',
  'code in an f-string': 'import numpy as np\nprint(f"{np.exp(x) / np.exp(x).sum()}")\n',
  'code in an f-string of several lines': 'import numpy as np\nprint(f"""{np.exp(x) / np.exp(x).sum()}""")\n',
  'code after a string with a number sign': 'import numpy as np\na = "#"; y = np.exp(x)\n',
  'code after a quotation mark in a comment': "import numpy as np\n# don't\ny = np.exp(x)  # isn't\n",
  'code between docstrings': '"""One."""\nimport numpy as np\ny = np.exp(x)\n"""Two."""\n',
  'code after an escaped quotation mark': "import numpy as np\na = 'it\\'s'; y = np.exp(x)\n",
  'a power of e': 'from math import e\ny = e ** x\n',
  'a layer': 'from torch import nn\nlayer = nn.Softmax(dim=1)\n',
};

const passed: Readonly<Record<string, string>> = {
  'words in a comment': 'import numpy as np\n# the softmax of exp(x)\n',
  'words in a docstring': 'import numpy as np\ndef f():\n    """log(softmax(x))"""\n',
  'longer words': 'import numpy as np\nexperience = np.expand_dims(x, 0)\nlogger.logs(catalog)\n',
  'symbols of no library that computes': 'from sympy import exp, log\ny = exp(x) / log(x)\n',
  nothing: '',
};

suite('texts that are passed over', () => {
  for (const [what, text] of Object.entries(matters)) {
    test(`are not those with ${what}`, () => {
      assert.ok(mayMatter(text));
    });
  }
  for (const [what, text] of Object.entries(passed)) {
    test(`are those with ${what}`, () => {
      assert.ok(!mayMatter(text));
    });
  }
  test('are no fixtures with a finding', () => {
    const marked = pythonFolders.flatMap(fixturesIn).filter(({ marks }) => marks.length > 0);
    assert.ok(marked.length > 10);
    for (const { name, text } of marked) assert.ok(mayMatter(text), name);
  });
  test('are found in time that grows with the text, whatever it is', () => {
    const marks = fc.constantFrom('"', "'", '"""', "'''", '#', '\\', '\n', 'f', 'r', 'np.exp(x)', ' ');
    fc.assert(
      fc.property(fc.array(marks, { maxLength: 60 }), (parts) => {
        mayMatter(`import numpy as np\nnp.exp(x)\n${parts.join('').repeat(200)}`);
      }),
      { numRuns: 200 },
    );
  });
});
