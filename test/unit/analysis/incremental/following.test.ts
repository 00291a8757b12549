// Edits in functions, followed to what depends on them.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { createAnalyzer, type LanguageId } from '../../../../src/analysis/index.ts';
import { assets, file } from '../support/analyzer.ts';
import { assertSame } from '../support/versions.ts';

suite('an edit in a function', () => {
  /** How many findings each of some bodies of functions gives, edited one after the other in the same text. */
  async function counted(
    text: (body: string) => string,
    bodies: readonly string[],
    language?: LanguageId,
  ): Promise<readonly number[]> {
    const incremental = await createAnalyzer(assets);
    const counts = [];
    for (const body of bodies) counts.push(await assertSame(incremental, file(text(body), language)));
    incremental.dispose();
    return counts;
  }

  test('is followed to what is lowered with the function that it is in', async () => {
    const text = (body: string) => `import torch
def other(x):
    return x + 1
def shares(x):
    # what follows is edited
    return ${body}
def between(x):
    return shares(other(x))
def loss(x):
    return torch.log(between(x)).mean()
`;
    const bodies = [
      'torch.softmax(x, 1)',
      'torch.softmax(x, 1) + 1',
      'torch.softmax(x, 1)  # again',
      'torch.softmax(2 * x, 1)',
    ];
    assert.deepEqual(await counted(text, bodies), [1, 0, 1, 1]);
  });

  test('is followed to what reads an attribute that is left otherwise', async () => {
    const text = (body: string) => `import torch
class Model:
    def look(self, x):
        self.count = x.mean()
        self.p = ${body}
    def mean(self):
        return self.p + 1
    def loss(self):
        return torch.log(self.p).mean()
`;
    const bodies = [
      'torch.softmax(x, 1)',
      'torch.softmax(x, 1) + 1',
      'torch.softmax(x, 1)  # again',
      'torch.softmax(2 * x, 1)',
    ];
    assert.deepEqual(await counted(text, bodies), [1, 0, 1, 1]);
  });

  test('is followed to what calls a model that it keeps in a global name', async () => {
    const text = (body: string) => `import torch.nn as nn
import torch.nn.functional as F
model = None
def build():
    global model
    model = ${body}
def train(x, t):
    return F.cross_entropy(model(x), t)
`;
    const bodies = [
      'nn.Sequential(nn.Linear(3, 4), nn.Softmax(1))',
      'nn.Sequential(nn.Linear(3, 4))',
      'nn.Sequential(nn.Linear(3, 4), nn.Softmax(1))',
    ];
    assert.deepEqual(await counted(text, bodies), [1, 0, 1]);
  });

  test('is followed to what calls a model that it begins to replace', async () => {
    const text = (body: string) => `import torch.nn as nn
import torch.nn.functional as F
model = None
def build():
    global model
    model = nn.Sequential(nn.Linear(3, 4), nn.Softmax(1))
def other():
    ${body}
def train(x, t):
    return F.cross_entropy(model(x), t)
`;
    assert.deepEqual(await counted(text, ['pass', 'global model; model = nn.Linear(3, 4)', 'pass']), [1, 0, 1]);
  });

  test('is followed to what calls a model of a variable around it', async () => {
    const text = (body: string) => `let model;
function build() {
  model = tf.sequential({ layers: [${body}] });
}
function loss(x, y) {
  return tf.losses.softmaxCrossEntropy(y, model.predict(x));
}
`;
    const layer = (activation: string) => `tf.layers.dense({ units: 3, activation: '${activation}' })`;
    const bodies = [layer('softmax'), layer('relu'), layer('softmax')];
    assert.deepEqual(await counted(text, bodies, 'javascript'), [1, 0, 1]);
  });

  test('is followed to what is called with something else', async () => {
    const text = (body: string) => `import torch
import torch.nn.functional as F
def loss(x, t):
    return F.cross_entropy(x, t)
def train(x, t):
    return loss(${body}, t)
def test(x, t):
    return loss(x + 1, t)
`;
    const bodies = [
      'torch.softmax(x, 1)',
      'torch.softmax(x, 1) + 1',
      'torch.softmax(x,  1)',
      'torch.softmax(2 * x, 1)',
    ];
    const counts = await counted(text, bodies);
    assert.equal(counts[1], 0);
    assert.ok(counts[0]! > 0);
  });

  test('is followed to what a rule asks the calls of, further than calls are followed', async () => {
    const text = (body: string) => `import torch
def scaled(x, t):
    return torch.softmax(x / t, 1)
def first(x, t):
    return scaled(x, t)
def second(x, t):
    return first(x, t)
def third(x, t):
    return second(x, t)
def train(x):
    return third(x, ${body})
`;
    const counts = await counted(text, ['x.sum()', '0', '2', '0 + 0']);
    assert.deepEqual(counts, [0, 1, 0, 1]);
  });

  test('gives the same whichever of two methods is lowered first that read what the other leaves', async () => {
    const text = (body: string) => `import torch
class Model:
    def first(self, x):
        self.a = self.b * 1
        return torch.log(self.b)
    def second(self, x):
        self.b = torch.softmax(x + self.a, 1)
        return torch.log(self.a)
    def third(self, x):
        y = ${body}
        return torch.log(self.a) + y
`;
    await counted(text, ['x', 'x + 1', 'self.b', 'self.b + 1', 'self.a']);
    const swapped = (body: string) => text('x').replace('return torch.log(self.a)', `return torch.log(${body})`);
    await counted(swapped, ['self.a', 'x', 'self.a', 'self.a + x']);
  });

  test('is followed past a class in another function, which does not decide which class is guessed', async () => {
    const text = (body: string) => `import torch
class Model:
    def shares(self, x):
        return torch.softmax(x, 1)
def test(x):
    class Other:
        def shares(self, x):
            return x
    return torch.log(Other().shares(x))
def loss(model, x):
    return torch.log(${body}).mean()
`;
    await counted(text, ['model.shares(x)', 'x', 'model.shares(x)', 'model.shares(x + 1)']);
  });

  test('is not followed where a method begins to leave an attribute of its own object', async () => {
    const text = (body: string) => `import torch
class A:
    def set(self, o, x):
        ${body} = torch.softmax(x, 1)
    def loss(self):
        return torch.log(self.p)
`;
    assert.deepEqual(await counted(text, ['o.p', 'self.p', 'o.p', 'self.p']), [0, 1, 0, 1]);
  });

  test('takes back what was called of something unknown that is known now', async () => {
    const text = (body: string) => `import torch
class G:
    def go(self, x, t):
        return x
class H:
    def go(self, x, t=0):
        return torch.softmax(x / t, 1)
class M:
    def __init__(self, x):
        self.q = ${body}
    def use(self, x):
        return self.q.go(x, 2)
`;
    assert.deepEqual(await counted(text, ['x', 'G()', 'x', 'G()']), [0, 1, 0, 1]);
  });

  test('is followed to a method with a class in it that is lowered earlier than before', async () => {
    const text = (body: string) => `import torch
class Model:
    def shares(self, x):
        return torch.softmax(x, 1)
class M:
    def a(self, x):
        return torch.log(${body})
    def c(self, model, x):
        return torch.log(model.shares(x)).mean()
    def m(self, x):
        class Other:
            def shares(self, x):
                return x
        self.q = torch.exp(x)
`;
    await counted(text, ['x', 'self.q', 'x + 1', 'self.q']);
  });
});
