// Loops that add up, take a maximum, or fill a list are reductions and maps.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { returned } from '../support/lowered.ts';

const head = 'import math\nimport numpy as np\n';

const bodies: Readonly<Record<string, readonly [body: string, expected: string]>> = {
  'a sum': ['s = 0\n    for v in z:\n        s += math.exp(v)\n    return s', 'sum[0](exp(z))'],
  'a sum spelt out': ['s = 0.0\n    for v in z:\n        s = math.exp(v) + s\n    return s', 'sum[0](exp(z))'],
  'a sum from a start': ['s = 3\n    for v in z:\n        s += v\n    return s', 'add(3, sum[0](z))'],
  'what is taken away': [
    's = 0\n    for v in z:\n        s -= math.log(v)\n    return s',
    'subtract(0, sum[0](log(z)))',
  ],
  'a product': ['s = 1\n    for v in z:\n        s *= v\n    return s', 'product[0](z)'],
  "a sum by an index of Python 2's": [
    's = 0\n    for i in xrange(len(z)):\n        s += math.exp(z[i])\n    return s',
    'sum[0](exp(z))',
  ],
  'a sum by index': ['s = 0\n    for i in range(len(z)):\n        s += math.exp(z[i])\n    return s', 'sum[0](exp(z))'],
  'a sum by index of two': [
    's = 0\n    for i in range(len(z)):\n        s += y[i] * z[i]\n    return s',
    'sum[0](multiply(pick upto(y, ?(z)), z))',
  ],
  'a sum over pairs': ['s = 0\n    for a, b in zip(y, z):\n        s += a * b\n    return s', 'sum[0](multiply(y, z))'],
  'a sum over an enumeration': ['s = 0\n    for i, v in enumerate(z):\n        s += v\n    return s', 'sum[0](z)'],
  'a maximum': ['m = -math.inf\n    for v in z:\n        if v > m:\n            m = v\n    return m', 'max[0](z)'],
  'a maximum from a number': [
    'm = 0\n    for v in z:\n        if m < v:\n            m = v\n    return m',
    'maximum(0, max[0](z))',
  ],
  'a maximum from the first': ['m = z[0]\n    for v in z:\n        m = max(m, v)\n    return m', 'max[0](z)'],
  'a maximum by float': [
    "m = float('-inf')\n    for v in z:\n        m = v if v > m else m\n    return m",
    'max[0](z)',
  ],
  'a minimum': ['m = math.inf\n    for v in z:\n        if v < m:\n            m = v\n    return m', 'min[0](z)'],
  'a list': ['out = []\n    for v in z:\n        out.append(math.exp(v))\n    return out', 'exp(z)'],
  'a list of quotients': [
    'e = []\n    for v in z:\n        e.append(math.exp(v))\n    s = sum(e)\n    out = []\n    for v in e:\n        out.append(v / s)\n    return out',
    'divide(exp(z), sum[0](exp(z)))',
  ],
  'a list of some': [
    'out = []\n    for v in z:\n        if v:\n            out.append(v)\n    return out',
    'pick some(each(z))',
  ],
  'a list without a loop': ['out = []\n    out.append(z)\n    out.append(y)\n    return out', '[z, y]'],
  'elements that are stored': [
    'e = np.zeros(len(z))\n    for i in range(len(z)):\n        e[i] = math.exp(z[i])\n    return e',
    'exp(z)',
  ],
  'elements that are stored beside their numbers': [
    'e = np.empty(z.shape[0])\n    for i, v in enumerate(z):\n        e[i] = math.exp(v)\n    return e',
    'exp(z)',
  ],
  'elements that are stored and read again': [
    'e = [0] * len(z)\n    s = 0\n    for i in range(len(z)):\n        e[i] = math.exp(z[i])\n        s += e[i]\n    return s',
    'sum[0](exp(z))',
  ],
  'a table by rows': [
    'e = np.zeros((len(y), len(z)))\n    for i in range(len(y)):\n        for j in range(len(z)):\n            e[i, j] = math.exp(y[i] @ z[j])\n    return e',
    'exp(pick some(pick some(?(each(y), each(z)))))',
  ],
  'a table by columns': [
    'e = np.zeros((len(y), len(z)))\n    for j in range(len(z)):\n        for i in range(len(y)):\n            e[i, j] = math.exp(y[i] @ z[j])\n    return e',
    'exp(reverse(pick some(pick some(?(each(y), each(z))))))',
  ],
  'differences of the elements of one value': [
    'e = np.zeros((len(z), len(z)))\n    for i in range(len(z)):\n        for j in range(len(z)):\n            e[i, j] = z[i] - z[j]\n    return e',
    'pick some(subtract(each(z), pick some(each(z))))',
  ],
  'a row that is stored once more': [
    'e = np.zeros((len(y), len(z)))\n    for i in range(len(y)):\n        for j in range(len(z)):\n            e[i, j] = y[i] @ z[j]\n        e[i, :] = e[i] - e[i].max()\n    return e[0]',
    'pick index(pick some(subtract(pick some(?(each(y), each(z))), max[all](pick some(?(each(y), each(z)))))), 0)',
  ],
  'elements that are stored where they stood': [
    'e = np.exp(z)\n    for i in range(len(e)):\n        e[i] = e[i] / 2\n    return e',
    'divide(exp(z), 2)',
  ],
  'elements that a call computes': [
    'e = np.zeros(y)\n    for i in range(y):\n        e[i] = math.exp(np.dot(z, i))\n    return e',
    'exp(pick some(?(z, each(?(y)))))',
  ],
  'elements that are stored but for the first': [
    'e = np.zeros(len(z))\n    for i in range(1, len(z)):\n        e[i] = math.exp(z[i])\n    return e',
    'where(?(), exp(pick index(z, ?(?(z), 1))), ?(?(z)))',
  ],
  'elements that are stored from another number on': [
    'e = np.zeros(len(z))\n    for i, v in enumerate(z, 1):\n        e[i] = math.exp(v)\n    return e',
    'where(?(), exp(z), ?(?(z)))',
  ],
  'elements of whole numbers that are stored': [
    'e = np.zeros(len(z), int)\n    for i in range(len(z)):\n        e[i] = math.exp(z[i])\n    return e',
    'where(?(), exp(z), ?(?(z), int))',
  ],
  'elements that are stored at places of others': [
    'e = np.exp(z)\n    for i in range(len(e)):\n        e[i] = e[y] / 2\n    return e',
    'join(exp(z), where(?(each(?(?(e)))), divide(pick index(e, y), 2), e))',
  ],
  'a dict comprehension': ['e = {k: math.exp(v) for k, v in z.items()}\n    return sum(e.values())', 'sum[0](exp(z))'],
  'a comprehension over pairs': ['return [a * math.log(b) for a, b in zip(y, z)]', 'multiply(y, log(z))'],
  'a comprehension by index': ['return [math.exp(z[i]) for i in range(len(z))]', 'exp(z)'],
};

const others: Readonly<Record<string, string>> = {
  'a sum under a condition': 's = 0\n    for v in z:\n        if v:\n            s += v\n    return s',
  'a sum that is left early': 's = 0\n    for v in z:\n        if v:\n            break\n        s += v\n    return s',
  'a sum of sums so far': 's = 0\n    for v in z:\n        s += v * s\n    return s',
  'a sum of another running value':
    's = 0\n    t = 0\n    for v in z:\n        t = v\n        s += t * s\n    return s',
  'a while loop': 's = 0\n    while y:\n        s += z\n    return s',
  'a condition on something else': 'm = 0\n    for v in z:\n        if v > y:\n            m = v\n    return m',
};

suite('loops', () => {
  for (const [what, [body, expected]] of Object.entries(bodies)) {
    test(`${what} is ${expected}`, async () => {
      assert.equal(await returned(`${head}def f(y, z):\n    ${body}\n`), expected);
    });
  }

  for (const [what, body] of Object.entries(others)) {
    test(`${what} is not a reduction`, async () => {
      assert.doesNotMatch(await returned(`${head}def f(y, z):\n    ${body}\n`), /\[0\]/);
    });
  }

  test('an if that keeps the larger of two is a maximum anywhere', async () => {
    const text = `${head}def f(a, b):\n    if b > a:\n        a = b\n    return a\n`;
    assert.equal(await returned(text), 'maximum(a, b)');
  });
});
