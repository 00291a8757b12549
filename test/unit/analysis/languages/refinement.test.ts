// A branch tells the bounds of what its condition compares.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { lowered, returned } from '../support/lowered.ts';

const head = 'import math\nimport numpy as np\n';

/** The bounds of every exponential in a text, in order. */
async function exponentials(text: string): Promise<readonly (readonly [number, number])[]> {
  const { document } = await lowered(head + text);
  const bounds = new Bounds();
  const found = new Set<Term>();
  for (const { term } of document.computed) if (term.kind === 'map' && term.name === 'exp') found.add(term);
  return [...found].map((term) => [bounds.low(term), bounds.high(term)] as const);
}

suite('bounds by branch', () => {
  const stable: Readonly<Record<string, string>> = {
    'if and else': `def f(x):
    if x >= 0:
        z = math.exp(-x)
        return 1 / (1 + z)
    else:
        z = math.exp(x)
        return z / (1 + z)
`,
    'an early return': `def f(x):
    if x < 0:
        return math.exp(x) / (1 + math.exp(x))
    return 1 / (1 + math.exp(-x))
`,
    'a conditional expression': 'def f(x):\n    return 1 / (1 + math.exp(-x)) if 0 <= x else math.exp(x)\n',
    'elif after if': `def f(x):
    if x > 0:
        return math.exp(-x)
    elif x < -5:
        return math.exp(x + 5)
    else:
        return math.exp(x)
`,
    'not, and, or': `def f(x, y):
    if not x > 0 and y:
        return math.exp(x)
    if x < 0 or y:
        return 0
    return math.exp(-x)
`,
    'a computed value': `def f(w, x):
    z = np.dot(w, x) + 1
    if z > 0:
        return np.exp(-z)
    return np.exp(z)
`,
    'a mask': `def f(x):
    pos = x >= 0
    out = np.zeros_like(x)
    out[pos] = 1 / (1 + np.exp(-x[pos]))
    e = np.exp(x[~pos])
    out[~pos] = e / (1 + e)
    return out
`,
    'a mask in place': 'def f(x):\n    return np.exp(x[x < 0]) + np.exp(-x[np.logical_not(x < 0)])\n',
    'an assertion': 'def f(x):\n    assert x <= 0\n    return math.exp(x)\n',
    'a condition that raises': 'def f(x):\n    if x > 0:\n        raise ValueError\n    return math.exp(x)\n',
  };
  for (const [what, text] of Object.entries(stable)) {
    test(`are known of ${what}`, async () => {
      const found = await exponentials(text);
      assert.ok(found.length > 0);
      for (const [low, high] of found) assert.ok(low >= 0 && high <= 1, `${low} to ${high}`);
    });
  }

  test('keep what is greater than 0 away from it', async () => {
    const { document } = await lowered(`${head}def f(p):\n    return np.log(p[p > 0])\n`);
    const { term } = document.leaving.at(-1)!;
    assert.ok(new Bounds().low(term) > -Infinity);
  });

  test('have the constant of the condition', async () => {
    const text = 'def f(x):\n    if x > 20:\n        return x\n    return math.log(1 + math.exp(x))\n';
    assert.deepEqual(await exponentials(text), [[0, Math.exp(20)]]);
  });

  const unbounded: Readonly<Record<string, string>> = {
    'after the branches':
      'def f(x):\n    if x > 0:\n        y = 1\n    else:\n        y = 2\n    return math.exp(x) + y\n',
    'of another value': 'def f(x, y):\n    if y < 0:\n        return math.exp(x)\n    return 0\n',
    'of a name that is bound anew':
      'def f(x):\n    if x < 0:\n        x = x * -3\n        return math.exp(x)\n    return 0\n',
    'of an or that holds': 'def f(x, y):\n    if x < 0 or y:\n        return math.exp(x)\n    return 0\n',
    'of a mask of another value': 'def f(x, y):\n    return np.exp(x[y < 0])\n',
  };
  for (const [what, text] of Object.entries(unbounded)) {
    test(`are not those ${what}`, async () => {
      const [[, high] = [0, 0]] = await exponentials(text);
      assert.equal(high, Infinity);
    });
  }

  test('leave a value the same after the branches', async () => {
    const text = `${head}def f(x):
    m = x.max()
    if x > 0:
        print(x)
    return x - m
`;
    assert.equal(await returned(text), 'subtract(x, max[all](x))');
  });

  test('do not hide a maximum that was taken before', async () => {
    const text = 'def f(x):\n    m = np.max(x)\n    if x > 0:\n        return np.exp(x - m)\n    return 0\n';
    assert.deepEqual(await exponentials(text), [[0, 1]]);
  });
});
