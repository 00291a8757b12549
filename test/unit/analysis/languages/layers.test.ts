// Layers: what is made in one place is called in another.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { lowered, returned } from '../support/lowered.ts';

const head = `import torch
import torch.nn as nn
import torch.nn.functional as F
import tensorflow as tf
from tensorflow.keras.layers import Dense, Activation
from keras.models import Sequential
`;

const functions: Readonly<Record<string, readonly [body: string, expected: string]>> = {
  'nn.Softmax with a keyword': ['return nn.Softmax(dim=1)(x)', 'softmax[1](x)'],
  'nn.Softmax by position': ['s = nn.Softmax(0)\n    return s(x)', 'softmax[0](x)'],
  'nn.Softmax without an axis': ['return nn.Softmax()(x)', 'softmax[-1](x)'],
  'nn.LogSoftmax': ['return nn.LogSoftmax(dim=-1)(x)', 'log-softmax[-1](x)'],
  'nn.Sigmoid': ['return nn.Sigmoid()(x)', 'sigmoid(x)'],
  'nn.LogSigmoid': ['return nn.LogSigmoid()(x)', 'log-sigmoid(x)'],
  'nn.Softplus': ['return nn.Softplus()(x)', 'softplus(x)'],
  'nn.Tanh and nn.ReLU': ['return nn.Tanh()(nn.ReLU()(x))', 'tanh(relu(x))'],
  'a sequence that ends in a softmax': [
    'return nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2), nn.Softmax(dim=1))(x)',
    'softmax[1](…relu(…',
  ],
  'a sequence of unknown layers and a known one': ['return nn.Sequential(*layers, nn.Sigmoid())(x)', 'sigmoid(…'],
  'Dense with an activation by name': ["return Dense(10, activation='softmax')(x)", 'softmax[-1](…'],
  'Dense with an activation that is a function': [
    'return tf.keras.layers.Dense(10, activation=tf.nn.sigmoid)(x)',
    'sigmoid(…',
  ],
  'an activation layer': ["return Activation('softmax')(x)", 'softmax[-1](x)'],
  'keras.layers.Softmax': ['return tf.keras.layers.Softmax(axis=1)(x)', 'softmax[1](x)'],
  'layers that are added': [
    "m = Sequential()\n    m.add(Dense(3))\n    m.add(Dense(10, activation='softmax'))\n    return m.predict(x)",
    'softmax[-1](…',
  ],
  'a list of layers': ["m = Sequential([Dense(3), Dense(10, activation='sigmoid')])\n    return m(x)", 'sigmoid(…'],
  'a function as a value': ['act = torch.sigmoid\n    return act(x)', 'sigmoid(x)'],
  'a function in a display': ['return [torch.sigmoid, torch.tanh][0](x)', 'sigmoid(x)'],
  'a lambda that is called at once': ['return (lambda v: torch.exp(v))(x)', 'exp(x)'],
};

suite('layers', () => {
  for (const [what, [body, expected]] of Object.entries(functions)) {
    test(`${what} is followed`, async () => {
      const found = await returned(`${head}def f(x):\n    ${body}\n`);
      // "…" stands for what is not followed.
      let at = 0;
      for (const part of expected.split('…')) {
        const next = found.indexOf(part, at);
        assert.ok(next >= 0 && (at > 0 || next === 0), found);
        at = next + part.length;
      }
      if (!expected.endsWith('…')) assert.equal(at, found.length, found);
    });
  }

  test('two layers that are made alike are not the same', async () => {
    const text = `${head}def f(x):
    a = nn.Linear(3, 3)
    b = nn.Linear(3, 3)
    return nn.Sequential(a, nn.ReLU())(x) - nn.Sequential(a, nn.ReLU())(x), a(x) - b(x)
`;
    const { document } = await lowered(text);
    const term = document.leaving.at(-1)!.term;
    assert.ok(term.kind === 'stack');
    for (const item of term.items) assert.ok(item.kind === 'binary' && item.left !== item.right);
  });

  test('a layer in an attribute is called in another method', async () => {
    const text = `${head}class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(3, 4)
        self.softmax = nn.Softmax(dim=1)
    def forward(self, x):
        return self.softmax(self.fc(x))
`;
    assert.match(await returned(text, 'Net/forward'), /^softmax\[1\]\(/);
  });

  test('a module of the text is called by its forward method', async () => {
    const text = `${head}class Net(nn.Module):
    def __init__(self, t):
        super().__init__()
        self.t = t
        self.act = nn.Sigmoid()
    def forward(self, x):
        return self.act(x / self.t)
def f(x, t):
    net = Net(t)
    return net(x)
class Model(tf.keras.Model):
    def call(self, x):
        return tf.nn.softmax(x)
def g(x):
    return Model()(x)
class Plain:
    def __call__(self, x):
        return torch.exp(x)
def h(x):
    return Plain()(x)
`;
    assert.equal(await returned(text), 'sigmoid(divide(x, t))');
    assert.equal(await returned(text, 'g'), 'softmax[-1](x)');
    assert.equal(await returned(text, 'h'), 'exp(x)');
  });

  test('modules within modules are followed', async () => {
    const text = `${head}class Head(nn.Module):
    def forward(self, x):
        return F.softmax(x, dim=-1)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = Head()
        self.loss = nn.CrossEntropyLoss()
    def forward(self, x):
        return self.head(x)
    def train_step(self, x, y):
        return self.loss(self(x), y)
`;
    assert.equal(await returned(text, 'Net/train_step'), 'cross-entropy[1](softmax[-1](x), y)');
  });
});
