// What the callers in the same file show of a parameter.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { LanguageId } from '../../../../src/analysis/index.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { subterms } from '../../../../src/analysis/terms/walk.ts';
import { lowered } from '../support/lowered.ts';
import { notation } from '../support/notation.ts';

const head = 'import numpy as np\nimport torch\nimport torch.nn as nn\n';

/** What the parameter called p is in every call. */
async function argumentsOfP(text: string): Promise<readonly string[]> {
  const { document } = await lowered(head + text);
  const isP = (term: Term) => term.kind === 'variable' && term.role === 'parameter' && term.name === 'p';
  const [p] = document.computed.flatMap(({ term }) => [...subterms(term)]).filter(isP);
  assert.ok(p, 'there is a parameter p');
  return document.argumentsOf(p).map(notation);
}

const loss = 'def loss(p, y):\n    return -np.log(p[y])\n';

suite('callers', () => {
  test('show what a parameter is', async () => {
    const text = `${loss}def f(x, y):\n    return loss(torch.softmax(x, 1), y)\ndef g(x, y):\n    return loss(p=torch.sigmoid(x), y=y)\n`;
    assert.deepEqual(await argumentsOfP(text), ['softmax[1](x)', 'sigmoid(x)']);
  });

  test('show the default where they leave it out', async () => {
    const text = 'def h(y, p=0.5):\n    return np.log(p)\ndef f(x):\n    return h(x) + h(x, np.tanh(x))\n';
    assert.deepEqual(await argumentsOfP(text), ['0.5', 'tanh(x)']);
  });

  test('count once, however often they are inlined themselves', async () => {
    const text = `${loss}def f(x, y):\n    return loss(torch.softmax(x, 1), y)\ndef g(z, y):\n    return f(z, y) + f(z * 2, y)\n`;
    assert.deepEqual(await argumentsOfP(text), ['softmax[1](x)']);
  });

  test('show what methods take', async () => {
    const text = `class A:
    def loss(self, p):
        return np.log(p)
    def f(self, x):
        return self.loss(torch.sigmoid(x))
`;
    assert.deepEqual(await argumentsOfP(text), ['sigmoid(x)']);
  });

  test('show what a module takes', async () => {
    const text = `class Loss(nn.Module):
    def forward(self, p):
        return torch.log(p)
class Net(nn.Module):
    def __init__(self):
        self.loss = Loss()
    def step(self, x):
        return self.loss(torch.sigmoid(x))
`;
    assert.deepEqual(await argumentsOfP(text), ['sigmoid(x)']);
  });

  const unseen: Readonly<Record<string, string>> = {
    'there are none': loss,
    'the function is passed on': `${loss}def f(x, y):\n    run(loss)\n    return loss(np.tanh(x), y)\n`,
    'arguments are spread': `${loss}def f(x, y):\n    return loss(*x) + loss(np.tanh(x), y)\n`,
    'a decorator is not known': `@mine\n${loss}def f(x, y):\n    return loss(np.tanh(x), y)\n`,
    'a method is called of something unknown': `class A:
    def loss(self, p):
        return np.log(p)
    def f(self, x, other):
        return self.loss(torch.sigmoid(x)) + other[0].loss(x)
`,
    'a module may be what an unknown value is': `class Loss(nn.Module):
    def forward(self, p):
        return torch.log(p)
def f(x, other):
    return Loss()(torch.sigmoid(x)) + other(x)
`,
  };
  for (const [what, text] of Object.entries(unseen)) {
    test(`show nothing if ${what}`, async () => {
      assert.deepEqual(await argumentsOfP(text), []);
    });
  }
});

/** The number that the parameter called p is where it is left out. */
async function defaultOfP(text: string, language: LanguageId = 'python'): Promise<string | undefined> {
  const { document } = await lowered(language === 'python' ? head + text : text, undefined, language);
  const isP = (term: Term) => term.kind === 'variable' && term.role === 'parameter' && term.name === 'p';
  const [p] = document.computed.flatMap(({ term }) => [...subterms(term)]).filter(isP);
  assert.ok(p, 'there is a parameter p');
  const usual = document.defaultOf(p);
  return usual && notation(usual);
}

suite('the default of a parameter', () => {
  const h = 'def h(y, p=0.5):\n    return np.log(p)\n';

  test('is what it is while no call gives another', async () => {
    assert.equal(await defaultOfP(h), '0.5');
    assert.equal(await defaultOfP(`${h}def f(x):\n    return h(x) + h(x, 0.5)\n`), '0.5');
    assert.equal(await defaultOfP('const h = (y, p = 0.5) => Math.log(p);', 'javascript'), '0.5');
    assert.equal(await defaultOfP('export const h = (y: number, p = 0.5) => Math.log(p);', 'typescript'), '0.5');
  });

  test('is not known where a call gives another, or one that is not seen may', async () => {
    const calls = ['h(x) + h(x, 1)', 'h(x, p=x)', 'map(h, x)', 'h(*x)', 'h(x, **x)'];
    for (const call of calls) assert.equal(await defaultOfP(`${h}def f(x):\n    return ${call}\n`), undefined, call);
    assert.equal(await defaultOfP('const h = (y, p = 0.5) => Math.log(p);\nh(1, 2);', 'javascript'), undefined);
  });

  test('is not known if it is no number', async () => {
    assert.equal(await defaultOfP('def h(y, p=y0):\n    return np.log(p)\n'), undefined);
    assert.equal(await defaultOfP('def h(y, p):\n    return np.log(p)\n'), undefined);
  });
});
