// Leaving out functions must not lose a finding: helpers and shared values are found by name.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findingsIn } from '../support/analyzer.ts';
import { lowered } from '../support/lowered.ts';

const head = 'import numpy as np\nfrom numpy import exp as ex\n';

const cases: Readonly<Record<string, string>> = {
  'a function that names an alias of exp': 'def f(x):\n    return ex(x) / ex(x).sum()\n',
  'a function that reads a value of the module': 'e = np.exp(scores)\ndef f():\n    return e / e.sum()\n',
  'a function that calls a helper': 'def h(x): return np.exp(x)\ndef f(x):\n    return h(x) / h(x).sum()\n',
  'a helper of a helper':
    'def g(x): return np.exp(x)\ndef h(x): return g(x)\ndef f(x):\n    return h(x) / h(x).sum()\n',
  'a helper that is defined later': 'def f(x):\n    return h(x) / h(x).sum()\ndef h(x): return np.exp(x)\n',
  'a lambda with a name': 'h = lambda x: np.exp(x)\ndef f(x):\n    return h(x) / h(x).sum()\n',
  'a method': 'class A:\n    def f(self, x):\n        return ex(x) / ex(x).sum()\n',
  'a function in a function': 'def f(x):\n    e = np.exp(x)\n    def g():\n        return e / e.sum()\n    return g\n',
  'a power of e': 'def f(x):\n    return np.e ** x / np.sum(np.e ** x)\n',
};

suite('functions that matter', () => {
  for (const [what, text] of Object.entries(cases)) {
    test(`include ${what}`, async () => {
      assert.equal((await findingsIn(head + text)).length, 1);
    });
  }
  test('are not those that only name what is imported beside an exponential', async () => {
    const text =
      'from numpy import array, exp as ex\nfrom math import e\n' +
      'def f(x):\n    return array(x)\ndef g(x):\n    return ex(x)\ndef h(x):\n    return e ** x\n';
    const { document } = await lowered(text, undefined, 'python', 'relevant');
    const scopes = new Set(document.computed.map(({ scope }) => scope));
    document.dispose();
    assert.deepEqual([...scopes], ['module/g#0', 'module/h#0']);
  });
});
