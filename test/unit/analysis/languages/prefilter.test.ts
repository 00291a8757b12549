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
  'an activation by its name': 'from keras.layers import Dense\nlayer = Dense(10, activation="softmax")\n',
  'a method in place': 'def f(x):\n    return x.exp_()\n',
  'a method that is given a keyword': 'def f(x, y):\n    return x.log(out=y)\n',
  'a method that takes operands': 'def f(x):\n    return x.logsumexp(1)\n',
  'a dotted name over several lines': 'import numpy as np\ny = (np\n     .exp(x))\nz = np. \\\n  exp(x)\n',
  'a module in brackets': 'import numpy as np\ny = (np).exp(x)\n',
  'names in brackets over several lines':
    'from numpy import (\n    array,  # of numbers\n    exp as ex,\n)\ny = ex(x)\n',
  'an import that a backslash continues': 'from numpy import array, \\\n    exp\ny = exp(x)\n',
  'an import behind a statement': 'x = 1; from numpy import exp; y = exp(x)\n',
  'an import in a function': 'def f(x):\n    import numpy as np\n    return np.exp(x)\n',
  'an alias of a module': 'import numpy\nxp = numpy\ny = xp.exp(x)\n',
  'an alias of an alias, before it is bound': 'def f(x):\n    return b.exp(x)\nb = a = np\nimport numpy as np\n',
  'a module in an attribute': 'import numpy as np\nself.np = np\ny = self.np.exp(x)\n',
  'a module in an attribute that is given another name':
    'from .common import mod\nself.m = mod\nm = self.m\ny = m.softmax(x)\n',
  'a module within a module as an alias': 'import torch\nF = torch.nn.functional\ny = F.softmax(x, 1)\n',
  'everything of a module': 'from numpy import *\ny = exp(x)\n',
  'everything of a file of the project': 'from .common import *\ny = np.exp(x)\n',
  'a module by way of a file of the project': 'from .common import np\ny = np.exp(x)\n',
  'a function of a file of the project': 'from .common import softmax\ny = softmax(x)\n',
  'a library whose name is bound twice':
    'try:\n    import cupy as np\nexcept ImportError:\n    import numpy as np\ny = np.exp(x)\n',
  'an import that is not finished': 'from numpy import (exp,\n\ny = exp(x)\n',
  'a cause before an import': 'try:\n    f()\nexcept E as e:\n    raise X from e\nfrom numpy import exp\ny = exp(x)\n',
  'a power of e of a library': 'import numpy as np\ny = np.e ** x\n',
  'a power of the digits of e': 'import numpy as np\ny = 2.718281828459045 ** x; np.log2\n',
  'a function that is imported and given another name': 'from numpy import exp\nf = exp\ny = f(x) / f(x).sum()\n',
  'a function that is imported and passed on': 'from math import exp\ny = list(map(exp, x))\n',
  'a function that hides its name behind a parameter': 'from math import exp\ndef f(x, exp=exp):\n    return x\n',
  'a logarithm of what is no number': 'import numpy as np\na = np.log(2)\ny = -p * np.log(p)\n',
  'a logarithm of a pi that is another': 'import numpy as np\nfrom .common import q\ny = -q.pi * np.log(q.pi)\n',
  'a method of a function': 'import numpy as np\ny = np.logaddexp.reduce(x)\n',
  'a class of a file of the project': 'from .common import softmax\ny = softmax.apply(x)\n',
  'a name that stands for many things, one of which matters': `import numpy as np\n${Array.from({ length: 40 }, (_, index) => `a${index} = np.a${index}\nb = a${index}\n`).join('')}b = np\ny = b.exp(x)\n`,
  'a list that is read from itself': 'import numpy as np\nn = np\nn = n.next\nn = np\ny = n.exp(x)\n',
};

const passed: Readonly<Record<string, string>> = {
  'words in a comment': 'import numpy as np\n# the softmax of exp(x)\n',
  'words in a docstring': 'import numpy as np\ndef f():\n    """log(softmax(x))"""\n',
  'longer words': 'import numpy as np\nexperience = np.expand_dims(x, 0)\nlogger.logs(catalog)\n',
  'symbols of no library that computes': 'from sympy import exp, log\ny = exp(x) / log(x)\n',
  'symbols beside a library that computes': 'import numpy as np\nfrom sympy import exp\ny = exp(np.pi)\n',
  'a logger beside a library that computes': 'import numpy as np\nimport logging\nlogging.log(1, "x")\nself.log(x)\n',
  'a function of a library that only is called so': 'import numpy as np\ny = np.random.exponential(2)\n',
  'a name that nothing imports': 'import numpy as np\ny = exp(np.pi)\n',
  'a function that is imported and never used': 'from numpy import array, exp\ny = array([1])\n',
  'a function that is imported under another name and never used': 'from math import log as ln\nln = None\n',
  'a module of the project that is called as a logarithm is': 'from . import log\nlog.info("x")\n',
  'logarithms of numbers':
    'import math\nimport numpy as np\ny = np.log(2 * np.pi) + math.log(10, 2) + np.log10(1e-3)\n',
  'a method that would be given an operand': 'import numpy as np\ny = other.log10(x)\nz = np.abs(x)\n',
  'a method of an object that has a module of the project': 'from . import common\nself.common = common\nself.log(x)\n',
  'attributes of attributes of a library': `import numpy as np\nn = np.nan\nn = n.a\nn = n.b\nm = n.c\nn = m.d\ny = x.exp\n`,
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
  test('are read in time that grows with the text, whatever is imported', () => {
    const parts = fc.constantFrom('from', 'import', ' ', '\\\n', '(', ')', ',', '.', 'a', 'as', '=', '\n', 'np.exp(x)');
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 40 }), (unit) => {
        mayMatter(`import numpy as np\nnp.log2\n${unit.join('').repeat(300)}`);
      }),
      { numRuns: 200 },
    );
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
