// Python code in which a rewrite that gives the same values would do something else, and near misses in which it does not.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findingsIn } from '../support/analyzer.ts';

interface Case {
  readonly wrong: readonly (readonly string[])[];
  readonly right: readonly (readonly string[])[];
}

const head = [
  'import math',
  'import operator',
  'import numpy as np',
  'import torch',
  'import torch.nn as nn',
  'import torch.nn.functional as F',
];

async function hasSafe(lines: readonly string[]): Promise<boolean> {
  const findings = await findingsIn([...head, ...lines, ''].join('\n'));
  assert.ok(findings.length > 0, lines.join('\n'));
  return findings.some(({ rewrites }) => rewrites.some(({ safe }) => safe));
}

/** A probability whose logarithm is taken after something was done. */
const after = (...done: readonly string[]) => [
  'def f(x, optimizer, model):',
  '    p = torch.softmax(x, -1)',
  ...done.map((line) => `    ${line}`),
  '    return torch.log(p)',
];

const shifted = (...more: readonly string[]) => [
  'def f(x):',
  '    e = np.exp(x)',
  '    p = e / e.sum(-1, keepdims=True)',
  ...more.map((line) => `    ${line}`),
];

const cases: Readonly<Record<string, Case>> = {
  'an axis that the shape decides': {
    wrong: [
      ['def f(x):', '    return F.softmax(x).log()'],
      ['def f(x):', '    return nn.Softmax()(x).log()'],
      ['def f(x):', '    return torch.log(nn.Softmax(dim=None)(x))'],
    ],
    right: [
      ['def f(x):', '    return F.softmax(x, -1).log()'],
      ['def f(x):', '    return nn.Softmax(dim=1)(x).log()'],
    ],
  },
  'parameters that are another value by then': {
    wrong: [
      after('optimizer.step()'),
      after('model.load_state_dict(saved)'),
      after('nn.utils.vector_to_parameters(flat, model.parameters())'),
      after('for each in model.parameters(): each.mul_(0.5)'),
      after('nn.ReLU(inplace=True)(x)'),
      after('nn.LeakyReLU(0.1, inplace=True)(x)'),
      after('F.elu(x, inplace=True)'),
      after('F.leaky_relu_(x)'),
      after('x.assign_add(x)'),
      after('operator.setitem(x, 0, 1)'),
      after('x.flat = 0'),
      after('torch.Tensor.mul_(x, 2)'),
      after('x.clip(0, 1, out=x)'),
    ],
    right: [
      after('model.train()'),
      after('y = nn.ReLU()(x)'),
      after('y = F.elu(x)'),
      after('y = x.clip(0, 1)'),
      [
        'def f(model, x, optimizer):',
        '    optimizer.step()',
        '    p = torch.softmax(x, -1)',
        '    return torch.log(p)',
      ],
      [
        'def f(w, optimizer):',
        '    for _ in range(9):',
        '        p = torch.softmax(w, -1)',
        '        loss = -torch.log(p).mean()',
        '        optimizer.zero_grad()',
        '        loss.backward()',
        '        optimizer.step()',
      ],
      [
        'def f(x, y):',
        '    w = torch.randn(3, requires_grad=True)',
        '    optimizer = torch.optim.SGD([w], lr=0.1)',
        '    for _ in range(9):',
        '        p = torch.softmax(x * w, -1)',
        '        loss = -torch.log(p).mean()',
        '        optimizer.zero_grad()',
        '        loss.backward()',
        '        optimizer.step()',
      ],
    ],
  },
  'names that other functions read': {
    wrong: [
      ['def f(x):', '    global last', '    last = np.exp(x)', '    return last / last.sum(-1, keepdims=True)'],
      [
        'def f(x):',
        '    e = None',
        '    def run():',
        '        nonlocal e',
        '        e = np.exp(x)',
        '        return e / e.sum()',
        '    return run(), e',
      ],
    ],
    right: [
      [
        'def f(x):',
        '    global count',
        '    count = 1',
        '    e = np.exp(x)',
        '    return e / e.sum(-1, keepdims=True)',
      ],
    ],
  },
  'names that are given within the expression': {
    wrong: [
      ['def f(x):', '    return np.exp(x := x * 2) / np.sum(np.exp(x))'],
      ['def f(x):', '    return np.log(np.mean(np.exp(y := x * 2)))'],
    ],
    right: [
      ['def f(x):', '    return (e := np.exp(x)) / e.sum(-1, keepdims=True)'],
      ['def f(x):', '    if (y := len(x)) > 2:', '        return np.log(np.sum(np.exp(x)))', '    return y'],
    ],
  },
  'names that are read by their text': {
    wrong: [
      shifted('return locals()'),
      shifted('return eval("e"), p'),
      shifted('exec("print(e)")', 'return p'),
      shifted('return "{e}".format(**vars())'),
    ],
    right: [shifted('return p'), shifted('model.eval()', 'return p'), shifted('return p, vars(x)')],
  },
  'whole numbers': {
    wrong: [
      ['def f(n):', '    x = torch.arange(n)', '    return torch.log(1 + torch.exp(x))'],
      ['def f(a):', '    return torch.log(torch.sigmoid(torch.argsort(a)))'],
      ['def f(a):', '    return torch.log(torch.sigmoid(torch.randint(0, 5, (4,))))'],
    ],
    right: [
      ['def f(n):', '    x = torch.arange(n).float()', '    return torch.log(1 + torch.exp(x))'],
      ['def f(n):', '    x = torch.arange(n, dtype=torch.float32)', '    return torch.log(1 + torch.exp(x))'],
    ],
  },
  'an axis that may be None': {
    wrong: [['def f(x, dim=None):', '    return torch.log(torch.exp(x).sum(dim))']],
    right: [
      ['def f(x, dim=-1):', '    return torch.log(torch.exp(x).sum(dim))'],
      ['def f(x, axis=None):', '    return np.log(np.exp(x).sum(axis))'],
    ],
  },
  'calls that would run before what they change is read': {
    wrong: [
      ['def f(a):', '    return len(a) + 1 / (1 + math.exp(-a.pop(0)))'],
      [
        'def f(d):',
        '    return d["n"] + math.log(1 + math.exp(grow(d)))',
        'def grow(d):',
        '    d["n"] += 1',
        '    return d["n"]',
      ],
    ],
    right: [['def f(a, b):', '    return len(b) + 1 / (1 + math.exp(-a.pop(0)))']],
  },
  'conditions that decide which code is run': {
    wrong: [
      ['def f(x):', '    e = np.exp(x) if x is not None else np.zeros(2)', '    return e / e.sum(-1, keepdims=True)'],
      ['def f(x, use):', '    e = np.exp(x) if use else np.zeros(4)', '    return e / e.sum(-1, keepdims=True)'],
    ],
    right: [],
  },
  'factors that may be negative': {
    wrong: [['def f(a):', '    return np.log(np.prod(np.diag(a)))']],
    right: [['def f(a):', '    return np.log(np.prod(np.abs(a), axis=0))']],
  },
  'lists, which have no arithmetic': {
    wrong: [['def f(z):', '    return np.exp(z) / (1 + np.exp(z))', 'print(f([1, 2, 3]))']],
    right: [['def f(z):', '    return np.exp(z) / (1 + np.exp(z))', 'print(f(np.array([1, 2, 3])))']],
  },
};

suite('rewrites of Python that would do more than give a value', () => {
  for (const [what, { wrong, right }] of Object.entries(cases)) {
    test(`are withheld because of ${what}`, async () => {
      for (const lines of wrong) assert.equal(await hasSafe(lines), false, lines.join('\n'));
      for (const lines of right) assert.equal(await hasSafe(lines), true, lines.join('\n'));
    });
  }

  test('reach no function by an import that is for type checkers alone', async () => {
    const typed = (otherwise: string) =>
      [
        'from typing import TYPE_CHECKING',
        'import numpy as np',
        otherwise,
        '    from scipy.special import logsumexp',
        'def f(x):',
        '    return np.log(np.sum(np.exp(x), axis=-1))',
        '',
      ].join('\n');
    const spelt = async (text: string) =>
      (await findingsIn(text)).flatMap(({ rewrites }) =>
        rewrites.filter(({ safe }) => safe).flatMap(({ edits }) => edits.map((edit) => edit.text)),
      );
    const isShort = (texts: readonly string[]) => texts.some((text) => text.startsWith('logsumexp('));
    assert.equal(isShort(await spelt(typed('if TYPE_CHECKING:'))), false);
    assert.equal(isShort(await spelt(typed('if True:'))), true);
  });
});
