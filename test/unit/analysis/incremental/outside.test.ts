// Edits outside of functions, and of what is seen of a function without its body, followed to what sees them.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { analyzeDocument } from '../../../../src/analysis/analyze.ts';
import { Histories } from '../../../../src/analysis/incremental/histories.ts';
import { createAnalyzer } from '../../../../src/analysis/index.ts';
import { ParserPool } from '../../../../src/analysis/languages/parser.ts';
import { usualLimits } from '../../../../src/analysis/reading.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';
import { assets, file } from '../support/analyzer.ts';
import { assertSame, findingsOnly } from '../support/versions.ts';

const losses = Array.from(
  { length: 40 },
  (_, index) => `def loss_${index}(x, t, w=1):
    p = torch.softmax(x * SCALE, dim=1)
    q = torch.sum(t * torch.log(p + ${index}), dim=1) * w
    return -q.mean()
`,
).join('\n');

interface Parts {
  readonly first?: string;
  readonly constant?: string;
  readonly doc?: string;
  readonly field?: string;
  readonly parameter?: string;
  readonly attribute?: string;
  readonly last?: string;
}

function text({ first, constant, doc, field, parameter, attribute, last }: Parts): string {
  return `"""${first ?? 'Losses.'}"""
import torch
SCALE = 2
${constant ?? 'OTHER = 3'}

class Config:
    # of a run
    """${doc ?? 'A configuration.'}"""
    rate = 1
    ${field ?? 'steps = 10'}
    def show(self${parameter ?? ''}):
        """Shows it."""
        self.shown = self.rate
        ${attribute ?? 'self.seen = 1'}

${losses}
${last ?? ''}`;
}

/** Whether a version is analysed in a fraction of the steps that all of it takes, after another one. */
async function isFollowed(before: string, after: string): Promise<boolean> {
  const pool = await ParserPool.create(assets.runtime, assets.grammars);
  const histories = new Histories();
  const analyze = (version: string, finding: number) =>
    analyzeDocument(
      { ...file(version), identity: 'one' },
      pool,
      agreement,
      findingsOnly,
      { ...usualLimits, finding },
      histories,
    );
  assert.ok((await analyze(before, usualLimits.finding)).ok);
  const { ok } = await analyze(after, 600);
  histories.dispose();
  pool.dispose();
  return ok;
}

suite('only what sees an edit is done again that is', () => {
  const followed: Readonly<Record<string, readonly [Parts, Parts]>> = {
    'in the text that says what a module is for': [{}, { first: 'Losses, and more.' }],
    'in the text that says what a class is for': [{}, { doc: 'A configuration\n    of a run.' }],
    'a constant that nothing names': [{}, { constant: 'OTHER = 4' }],
    'a constant more': [{}, { constant: 'OTHER = 3\nMORE = [OTHER, 1]' }],
    'a constant less': [{ constant: 'OTHER = 3\nMORE = [OTHER, 1]' }, {}],
    'an import more': [{}, { constant: 'OTHER = 3\nimport json' }],
    'a call when the file is run': [{ last: '' }, { last: 'if __name__ == "__main__":\n    print(OTHER)\n' }],
    'a function more': [{}, { last: 'def more(y):\n    return y + 1\n' }],
    'an attribute of a class': [{}, { field: 'steps = 20' }],
    'a parameter more': [{}, { parameter: ', more=0' }],
    'an attribute more': [{}, { attribute: 'self.seen = self.left = 1' }],
  };
  for (const [name, [before, after]] of Object.entries(followed)) {
    test(name, async () => {
      assert.equal(await isFollowed(text(before), text(after)), true);
      assert.equal(await isFollowed(text(after), text(before)), true);
    });
  }

  test('and all is done again where all may see it', async () => {
    assert.equal(await isFollowed(text({}), text({}).replace('SCALE = 2', 'SCALE = 3')), false);
    assert.equal(await isFollowed(text({}), text({ constant: 'OTHER = 3\nfrom scipy.special import *' })), false);
    assert.equal(await isFollowed(text({}), text({ constant: '# softmax-stability: format=float16' })), false);
    assert.equal(await isFollowed(text({}), text({ constant: 'while OTHER: pass' })), false);
  });
});

suite('an edit outside of functions gives what the text gives alone', () => {
  async function counted(write: (part: string) => string, parts: readonly string[]): Promise<readonly number[]> {
    const incremental = await createAnalyzer(assets);
    const counts = [];
    for (const part of parts) counts.push(await assertSame(incremental, file(write(part))));
    incremental.dispose();
    return counts;
  }

  test('where a function names what is bound', async () => {
    const write = (value: string) => `import torch
T = ${value}
def scaled(x):
    return torch.softmax(x / T, 1)
def between(x):
    return scaled(x)
`;
    assert.deepEqual(await counted(write, ['1', '0', '2', 'T', '0']), [0, 1, 0, 0, 1]);
  });

  test('where a function is called with something else', async () => {
    const write = (call: string) => `import torch
import torch.nn.functional as F
def loss(x, t):
    return F.cross_entropy(x, t)
x = torch.load('x')
${call}
`;
    const counts = await counted(write, ['y = 1', 'y = loss(torch.softmax(x, 1), 2)', 'y = loss(x, 2)', 'y = 1']);
    assert.ok(counts[1]! > 0);
    assert.deepEqual([counts[0], counts[2], counts[3]], [0, 0, 0]);
  });

  test('where a name stands for another module', async () => {
    const write = (name: string) => `import torch as T
import math as ${name}
def nll(x):
    return -T.log(T.softmax(x, 1))
`;
    assert.deepEqual(await counted(write, ['m', 'T', 'm']), [1, 0, 1]);
  });

  test('where a module is imported that a rewrite can use', async () => {
    const write = (line: string) => `import numpy as np
${line}
def loss(x):
    e = np.exp(x)
    return e / e.sum()
`;
    await counted(write, ['y = 1', 'import scipy.special', 'y = 1', 'from scipy.special import softmax', 'y = 2']);
  });

  test('where a class has another attribute, or one more', async () => {
    const write = (line: string) => `import torch
class Model:
    """A model."""
    ${line}
    def scaled(self, x):
        return torch.softmax(x / self.t, 1)
`;
    assert.deepEqual(await counted(write, ['t = 1', 't = 0', 's = 0', 't = 0', 't = 2']), [0, 1, 0, 1, 0]);
  });

  test('where what an object is made with outside of functions is another', async () => {
    const write = (value: string) => `import torch
class Model:
    def __init__(self, t):
        self.t = t
model = Model(${value})
def scaled(x):
    return torch.softmax(x / model.t, 1)
`;
    assert.deepEqual(await counted(write, ['1', '0', '2']), [0, 1, 0]);
  });

  test('where an object outside of functions is made with another value', async () => {
    const write = (value: string) => `import torch
K = ${value}
class Model:
    def __init__(self):
        self.t = K
model = Model()
def scaled(x):
    return torch.softmax(x / model.t, 1)
`;
    assert.deepEqual(await counted(write, ['1', '0', '2']), [0, 1, 0]);
  });

  test('where a function takes another name, comes, and goes', async () => {
    const write = (helper: string) => `import torch
${helper}
def loss(x):
    return torch.log(helper(x))
`;
    const helper = 'def helper(x):\n    return torch.softmax(x, 1)';
    const other = helper.replace('helper', 'other');
    const plain = 'def helper(x):\n    return x';
    assert.deepEqual(await counted(write, [helper, other, helper, '', helper, plain, helper]), [1, 0, 1, 0, 1, 0, 1]);
  });

  test('where a parameter has another default, or another place', async () => {
    const write = (parameters: string) => `import torch
def scaled(${parameters}):
    return torch.softmax(x / t, 1)
def use(x):
    return scaled(x, 0)
`;
    await counted(write, ['x, t=1', 'x, t=0', 'x, more=1, t=1', 'x, t', 't, x=1']);
  });

  test('where a method comes to assign what another reads', async () => {
    const write = (line: string) => `import torch
class Model:
    def set(self, x):
        self.count = 1
        ${line}
    def loss(self, x):
        return torch.log(self.p)
`;
    assert.deepEqual(
      await counted(write, ['pass', 'self.p = torch.softmax(x, 1)', 'self.q = x', 'pass']),
      [0, 1, 0, 0],
    );
  });

  test('where a function is called with something else by way of another', async () => {
    const write = (call: string) => `import torch
def scaled(scores, t):
    return torch.softmax(scores / t, 1)
def between(given, by):
    return scaled(given, by)
x = torch.load('data')
${call}
`;
    const calls = ['y = between(x, 1)', 'y = between(x, 0)', 'y = between(x, 2)', 'y = 1'];
    assert.deepEqual(await counted(write, calls), [0, 1, 0, 0]);
  });

  test('where a function that a rewrite is in is called with a list, which is not followed', async () => {
    const write = (call: string) => `import numpy as np
def weights(x):
    e = np.exp(x)
    return e / e.sum()
z = 1
${call}
`;
    await counted(write, ['y = z.weights(z)', 'y = z.weights([1.0, 2.0])', 'y = z.weights(z)']);
  });

  test('where a name is bound once more', async () => {
    const write = (line: string) => `import torch
T = 0
${line}
def scaled(x):
    return torch.softmax(x / T, 1)
`;
    const counts = await counted(write, ['S = 1', 'T = 0', 'S = 1']);
    assert.equal(counts[0], 1);
    assert.equal(counts[2], 1);
  });

  test('where a setting is 0 in it', async () => {
    const write = (value: string) => `import torch
defaults = {'temperature': ${value}}
def scaled(x, args):
    return torch.softmax(x / args.temperature, 1)
`;
    const counts = await counted(write, ['1', '0', '2']);
    assert.ok(counts[1]! > counts[0]!, counts.join(' '));
    assert.equal(counts[2], counts[0]);
  });

  test('where a rewrite is written in the quotes that most of the text has', async () => {
    const write = (line: string) => `import torch
def grouped(x, group):
    e = torch.exp(x)
    return e / torch.zeros(2, 3).index_add(0, group, e)[group]
name = 'a'
${line}
`;
    await counted(write, ["other = 'b'", 'other = "b" + "c" + "d"', "other = 'b'"]);
  });
});
