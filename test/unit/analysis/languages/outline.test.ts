// What an outline leaves of a document: enough that a finding is not missed, and not more than has to do with one.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { StatementOutline } from '../../../../src/analysis/languages/python/outline/outline.ts';
import { ParserPool } from '../../../../src/analysis/languages/parser.ts';
import type { SyntaxNode } from '../../../../src/analysis/languages/syntax.ts';
import { assets } from '../support/analyzer.ts';

const pool = await ParserPool.create(assets.runtime, assets.grammars);
const { parse } = await pool.for('python');

/** Of each function: the statements that are left of it, or undefined if it is not lowered for itself. */
function left(text: string): Readonly<Record<string, readonly string[] | undefined>> {
  const { root } = parse({ cell: 0, text })!;
  const outline = new StatementOutline([root]);
  const functions = root.named.filter(({ type }) => type === 'function_definition');
  return Object.fromEntries(functions.map((node) => [node.field('name')!.text, statements(outline, node)]));
}

function statements(outline: StatementOutline, node: SyntaxNode): readonly string[] | undefined {
  const body = node.field('body')!;
  const idle = outline.idleIn(body, false);
  return outline.isLive(node)
    ? body.named.filter((each) => idle?.has(each) !== true).map((each) => each.text)
    : undefined;
}

const head = 'import math\nimport numpy as np\n';

suite('the outline of a document', () => {
  test('has the statements that an exponential is computed from, and those that read it', () => {
    const text = `${head}def f(x, y):\n    z = y + 1\n    m = x.max()\n    e = np.exp(x - m)\n    return e / e.sum()\n`;
    assert.deepEqual(left(text)['f'], ['m = x.max()', 'e = np.exp(x - m)', 'return e / e.sum()']);
  });

  test('has what calls a function that gives an exponential, and not what calls another', () => {
    const text = `${head}def g(x):\n    return np.exp(x)\ndef f(x):\n    e = g(x)\n    return e / e.sum()\ndef h(x):\n    return k(x)\n`;
    assert.deepEqual(left(text)['f'], ['e = g(x)', 'return e / e.sum()']);
    assert.equal(left(text)['h'], undefined);
  });

  test('leaves out what calls a function that only takes logarithms', () => {
    const text = `${head}def g(n):\n    return 2 * math.log(n)\ndef f(n):\n    return g(n) + 1\n`;
    assert.notEqual(left(text)['g'], undefined);
    assert.equal(left(text)['f'], undefined);
  });

  const taker = `${head}def g(x, t):\n    print(x ** (1 / t))\n    return x\n`;

  test('has what calls a function that takes a temperature, and nothing that is computed from what that gives', () => {
    const text = `${taker}def f(x):\n    t = x.sum()\n    y = g(x, t)\n    z = y + 1\n    w = z * 2\n    return 1\n`;
    assert.deepEqual(left(text)['f'], ['t = x.sum()', 'y = g(x, t)', 'return 1']);
    assert.deepEqual(left(`${text}def h(x):\n    return f(x)\n`)['h'], ['return f(x)']);
    assert.equal(left(`${taker}def f():\n    return g(1, 2)\ndef h():\n    return f()\n`)['h'], undefined);
  });

  test('has what calls such a function by another name, or later', () => {
    for (const other of ['k = g', 'k = partial(g, x)', 'k = lambda t: g(x, t)']) {
      const text = `${taker}def f(x):\n    ${other}\n    y = k(0)\n    return 1\n`;
      assert.deepEqual(left(text)['f'], [other, 'y = k(0)', 'return 1'], other);
    }
  });

  test('has a comparison of what an exponential is computed from', () => {
    const text = `${head}def f(x, t):\n    is_cold = t == 0\n    other = x == 0\n    return np.exp(3 / t)\n`;
    assert.deepEqual(left(text)['f'], ['is_cold = t == 0', 'return np.exp(3 / t)']);
  });

  test('has the first parameter of a static method, which is no object', () => {
    const method =
      '    @staticmethod\n    def f(x, y):\n        x = x.half()\n        z = y + 1\n        return np.exp(x)\n';
    const { root } = parse({ cell: 0, text: `${head}class A:\n${method}` })!;
    const definition = root.named.at(-1)!.field('body')!.named[0]!.field('definition')!;
    assert.deepEqual(statements(new StatementOutline([root]), definition), ['x = x.half()', 'return np.exp(x)']);
  });

  test('has names that comments part', () => {
    const text = `${head}def f(x):\n    return 1 / (1 + math.  # )\n        exp(-x))\n`;
    assert.equal(left(text)['f']?.length, 1);
  });
});
