// Which texts are one value, and which are not.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import { lowered, returnedBy, termOf } from '../support/lowered.ts';

async function areOne(a: string, b: string): Promise<boolean> {
  const store = new TermStore();
  return (await termOf(a, store)) === (await termOf(b, store));
}

const same: readonly (readonly [string, string])[] = [
  ['np.exp(x)', 'torch.exp(x)'],
  ['x.exp()', 'torch.exp( x )'],
  ['np.sum(x, axis=1, keepdims=True)', 'x.sum(1, keepdim=True)'],
  ['x.sum(-1, True)', 'torch.sum(x, dim=-1, keepdim=True)'],
  ['np.divide(x, y)', 'x / y'],
  ['x.view(-1, 1)', 'x.view((-1, 1))'],
  ['x.T', 'x.t()'],
  ['x[:, None]', 'np.expand_dims(x, 1)'],
  ['x[..., None]', 'x.unsqueeze(-1)'],
  ['math.e ** x', 'math.exp(x)'],
  ['[math.exp(v) for v in x]', '[math.exp(other) for other in x]'],
  ['[v / y for v in x]', 'x / y'],
  ['x.detach().cpu().numpy()', 'x'],
  ['x.max(1)[0]', 'torch.max(x, 1).values'],
  ['x.weight @ y', 'x.weight@y'],
  ['f(x, y)', 'f(x,y)'],
  ['-1e9', '-1000000000.0'],
  ['x[[1, 2]]', 'x[ [1, 2] ]'],
];

const different: readonly (readonly [string, string])[] = [
  ['x', 'y'],
  ['np.sum(x, axis=1)', 'np.sum(x, axis=0)'],
  ['np.sum(x, axis=1)', 'np.sum(x, axis=1, keepdims=True)'],
  ['np.sum(x)', 'sum(x)'],
  ['x - y', 'y - x'],
  ['x[0]', 'x[1]'],
  ['x[:, None]', 'x[None, :]'],
  ['x.weight', 'x.bias'],
  ['f(x)', 'f(y)'],
  ['f(x, a=y)', 'f(x, b=y)'],
  ['f(*x)', 'f(x)'],
  ['next(x)', 'next(x)'],
  ['np.random.randn(3)', 'np.random.randn(3)'],
  ['[v * w for v in x for w in x]', 'x * x'],
  ['[v for v in x if v > 0]', 'x'],
  ['"a"', '"b"'],
  ['x @ y', 'x * y'],
  ['range(x.max())', 'x.argmax()'],
];

suite('values', () => {
  for (const [a, b] of same) {
    test(`${a} and ${b} are one`, async () => {
      assert.ok(await areOne(a, b));
    });
  }
  for (const [a, b] of different) {
    test(`${a} and ${b} are two`, async () => {
      const text = `import math\nimport numpy as np\nimport torch\ndef f0(x, y, z):\n    return g(${a}, ${b})\n`;
      const { document } = await lowered(text);
      const both = returnedBy(document, 'f0');
      assert.ok(both?.kind === 'opaque');
      assert.notEqual(both.operands.at(-2), both.operands.at(-1));
    });
  }
});

/** A function of x, y and c, and an expression that what it returns is. */
const statements: readonly (readonly [what: string, body: string, expression: string])[] = [
  ['an augmented assignment', 'x -= y\nreturn x', 'x - y'],
  ['a chain of targets', 'a = b = x + y\nreturn a', 'x + y'],
  ['unpacking', 'a, (b, d) = x, (y, z)\nreturn d', 'z'],
  ['a swap', 'x, y = y, x\nreturn x - y', 'y - x'],
  ['a walrus', 'if (a := x + y):\n    pass\nreturn a', 'x + y'],
  ['an annotation', 'a: float = x\nreturn a', 'x'],
  ['a branch that returns', 'if z:\n    x = y\n    return 0\nreturn x', 'x'],
  ['branches that agree', 'if z:\n    a = x\nelse:\n    a = x\nreturn a', 'x'],
  ['a loop that leaves a name alone', 'for i in range(3):\n    b = i\nreturn x', 'x'],
  ['with', 'with torch.no_grad():\n    a = x * y\nreturn a', 'x * y'],
  ['try', 'try:\n    a = x * y\nfinally:\n    pass\nreturn a', 'x * y'],
  ['an import inside', 'import numpy as other\nreturn other.exp(x)', 'np.exp(x)'],
  ['an alias of a function', 'e = np.exp\nreturn e(x)', 'np.exp(x)'],
  ['a lambda', 'h = lambda a, b=2: a - b\nreturn h(x, b=y)', 'x - y'],
  ['a nested function', 'def h(a):\n    b = a * y\n    return b\nreturn h(x)', 'x * y'],
  ['methods that work in place', 'x.sub_(y)\nreturn x', 'x - y'],
  ['out=', 'np.subtract(x, y, out=x)\nreturn x', 'x - y'],
  ['attributes', 'self.a = x\nself.b = self.a - y\nreturn self.b', 'x - y'],
  ['enumerate', 'return [v - y for i, v in enumerate(x)]', 'x - y'],
];

suite('statements are followed', () => {
  for (const [what, body, expression] of statements) {
    test(`through ${what}`, async () => {
      const store = new TermStore();
      const lines = body.split('\n').map((line) => `    ${line}`);
      const head = 'import math\nimport numpy as np\nimport torch\nimport torch.nn.functional as F\ndef f(x, y, z):\n';
      const { document } = await lowered(`${head}${lines.join('\n')}\n`, store);
      assert.equal(returnedBy(document, 'f'), await termOf(expression, store));
    });
  }

  test('and a loop makes unknown what it carries around', async () => {
    const { document } = await lowered('def f(x):\n    for i in range(3):\n        x = x * x + 1\n    return x\n');
    const returned = returnedBy(document, 'f');
    assert.equal(returned?.kind, 'join');
  });

  test('and a name bound in two ways at the top is not followed into functions', async () => {
    const { document } = await lowered('a = 1\na = 2\nb = 3\ndef f():\n    return a\ndef g():\n    return b\n');
    assert.equal(returnedBy(document, 'f')?.kind, 'variable');
    assert.deepEqual(returnedBy(document, 'g')?.kind, 'constant');
  });
});
