// Dictionaries and records by what they hold, and functions that libraries make of functions.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { returned } from '../support/lowered.ts';

const head = 'import numpy as np\nimport jax\n';

suite('dictionaries and records', () => {
  for (const [title, body, expected] of [
    ['by a key', "o = {'a': np.exp(x), 'b': x}\n    return o['a']", 'exp(x)'],
    ['by a key that was set', "o = {}\n    o['a'] = np.exp(x)\n    return o['a']", 'exp(x)'],
    ['by a name', 'o = dict(a=np.exp(x), b=x)\n    return o.get("a")', 'exp(x)'],
    ['of another dictionary', "o = {'b': 1, **dict(a=np.exp(x))}\n    return o['a']", 'exp(x)'],
    ['set anew', "o = {'a': x}\n    o['a'] = np.exp(o['a'])\n    return o['a']", 'exp(x)'],
    ['of either', "o = {'a': np.exp(x)} if c else {'a': x}\n    return o['a']", 'where(c, exp(x), x)'],
    ['as a field', "R = namedtuple('R', 'a b')\n    return R(np.exp(x), x).a", 'exp(x)'],
    ['in its place', "R = namedtuple('R', ['a', 'b'])\n    p, q = R(x, b=np.exp(x))\n    return q", 'exp(x)'],
    ['as an attribute', 'o = SimpleNamespace(a=np.exp(x))\n    return o.a', 'exp(x)'],
  ]) {
    test(`what a dictionary or a record has ${title} is followed`, async () => {
      const text = `${head}from collections import namedtuple\nfrom types import SimpleNamespace\ndef f(x, c):\n    ${body}\n`;
      assert.equal(await returned(text), expected);
    });
  }

  test('keys that say what other values are may be different ones', async () => {
    const text = `${head}def f(x, c):\n    o = {}\n    o[f'{x}'] = 1\n    o[f'{c}'] = 2\n    return o[f'{x}']\n`;
    assert.notEqual(await returned(text), '2');
  });

  test('what a dictionary of another scope has is not taken for what it was made with', async () => {
    const text = `${head}state = {'a': 0}\ndef f(x):\n    return state['a']\n`;
    assert.notEqual(await returned(text), '0');
  });
});

suite('functions of functions', () => {
  for (const [title, body, expected] of [
    ['with arguments given', 'return partial(h, k=2)(x)', 'multiply(exp(x), 2)'],
    ['with arguments given, and given again', 'return partial(h, k=2)(x, k=3)', 'multiply(exp(x), 3)'],
    ['with the first argument given', 'return partial(h, x)(4)', 'multiply(exp(x), 4)'],
    ['of each slice', 'return jax.vmap(lambda t: np.exp(t).sum(-1))(x)', 'sum[-1](exp(x))'],
    ['with their gradients', 'v, g = jax.value_and_grad(h)(x, 2)\n    return v', 'multiply(exp(x), 2)'],
    ['of either of two', 'return (h if c else k)(x, 2)', 'join(multiply(exp(x), 2), tanh(x))'],
  ]) {
    test(`that a library makes of functions, ${title}, are followed`, async () => {
      const text = `${head}import jax\nfrom functools import partial
def h(x, k):\n    return np.exp(x) * k
def k(x, n):\n    return np.tanh(x)
def f(x, c):\n    ${body}\n`;
      assert.equal(await returned(text), expected);
    });
  }

  for (const body of ['np.exp(t).sum(0)', 'np.exp(t).sum()', 't[0]']) {
    test(`of ${body} of each slice another axis is meant`, async () => {
      const text = `${head}import jax\ndef f(x):\n    return jax.vmap(lambda t: ${body})(x)\n`;
      assert.match(await returned(text), /^\?/);
    });
  }
});
