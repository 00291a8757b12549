// Losses of libraries are told by what they are, never by what their names look like.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { returned } from '../support/lowered.ts';

const head = `import torch
import torch.nn as nn
import torch.nn.functional as F
import tensorflow as tf
from tensorflow.keras import backend as K
from tensorflow import keras
import optax
`;

const calls: Readonly<Record<string, string>> = {
  'F.cross_entropy(x, y)': 'cross-entropy[1](x, y)',
  'F.cross_entropy(input=x, target=y, weight=w)': 'cross-entropy[1](x, y, w)',
  'torch.nn.functional.cross_entropy(x, y)': 'cross-entropy[1](x, y)',
  "F.cross_entropy(x, y, reduction='none')": 'cross-entropy[1](x, y, ?(?()))',
  'F.nll_loss(x, y)': 'nll[1](x, y)',
  'F.binary_cross_entropy(x, y)': 'binary-cross-entropy-of-probabilities[all](x, y)',
  'F.binary_cross_entropy_with_logits(x, y)': 'binary-cross-entropy[all](x, y)',
  'F.kl_div(x, y)': '?(x, y)',
  'F.mse_loss(x, y)': '?(x, y)',
  'tf.nn.softmax_cross_entropy_with_logits(labels=y, logits=x)': 'cross-entropy[-1](x, y)',
  'tf.nn.softmax_cross_entropy_with_logits_v2(logits=x, labels=y)': 'cross-entropy[-1](x, y)',
  'tf.nn.sparse_softmax_cross_entropy_with_logits(y, x)': 'cross-entropy[-1](x, y)',
  'tf.compat.v1.nn.sigmoid_cross_entropy_with_logits(logits=x, labels=y)': 'binary-cross-entropy[all](x, y)',
  'tf.losses.sigmoid_cross_entropy(y, x)': 'binary-cross-entropy[all](x, y)',
  'tf.losses.sparse_softmax_cross_entropy(labels=y, logits=x)': 'cross-entropy[-1](x, y)',
  'tf.keras.losses.binary_crossentropy(y, x)': 'binary-cross-entropy-of-probabilities[all](x, y)',
  'tf.keras.losses.binary_crossentropy(y, x, from_logits=True)': 'binary-cross-entropy[all](x, y)',
  'keras.losses.sparse_categorical_crossentropy(y, x, True)': 'cross-entropy[-1](x, y)',
  'keras.losses.categorical_crossentropy(y_true=y, y_pred=x)': 'cross-entropy-of-probabilities[-1](x, y)',
  'keras.losses.categorical_crossentropy(y, x, from_logits=w)': '?(y, x, w)',
  'K.categorical_crossentropy(y, x)': 'cross-entropy-of-probabilities[-1](x, y)',
  'tf.keras.losses.CategoricalCrossentropy()(y, x)': 'cross-entropy-of-probabilities[-1](x, y)',
  'tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, x)': 'cross-entropy[-1](x, y)',
  'tf.losses.BinaryCrossentropy(from_logits=False)(y_true=y, y_pred=x)':
    'binary-cross-entropy-of-probabilities[all](x, y)',
  'optax.softmax_cross_entropy(x, y)': 'cross-entropy[-1](x, y)',
  'optax.softmax_cross_entropy_with_integer_labels(logits=x, labels=y)': 'cross-entropy[-1](x, y)',
  'optax.sigmoid_binary_cross_entropy(x, y)': 'binary-cross-entropy[all](x, y)',
  'nn.CrossEntropyLoss()(x, y)': 'cross-entropy[1](x, y)',
  'nn.CrossEntropyLoss(weight=w)(x, y)': 'cross-entropy[1](x, y, w)',
  'nn.NLLLoss()(x, y)': 'nll[1](x, y)',
  'nn.BCELoss()(x, y)': 'binary-cross-entropy-of-probabilities[all](x, y)',
  'nn.BCEWithLogitsLoss(pos_weight=w)(x, y)': 'binary-cross-entropy[all](x, y, w)',
  'nn.KLDivLoss()(x, y)': '?(x, y)',
  'nn.MSELoss()(x, y)': '?(?(), x, y)',
};

suite('losses', () => {
  for (const [call, expected] of Object.entries(calls)) {
    test(`${call} is ${expected}`, async () => {
      assert.equal(await returned(`${head}def f(x, y, w):\n    return ${call}\n`), expected);
    });
  }

  test('a criterion that is named elsewhere is followed', async () => {
    const text = `${head}criterion = nn.CrossEntropyLoss()\ndef f(x, y):\n    return criterion(x, y)\n`;
    assert.equal(await returned(text), 'cross-entropy[1](x, y)');
  });

  test('a criterion in an attribute is followed into other methods', async () => {
    const text = `${head}class A:
    def __init__(self):
        self.criterion = nn.BCELoss()
        self.distance = nn.MSELoss()
    def step(self, x, y):
        return self.criterion(x, y)
    def other(self, x, y):
        return self.distance(x, y)
`;
    assert.equal(await returned(text, 'A/step'), 'binary-cross-entropy-of-probabilities[all](x, y)');
    assert.match(await returned(text, 'A/other'), /^\?/);
  });

  test('of two criteria one that is known is told from one that is not', async () => {
    const text = `${head}def f(x, y, c):
    criterion = nn.CrossEntropyLoss() if c else nn.MSELoss()
    return criterion(x, y)
`;
    assert.match(await returned(text), /^join\(cross-entropy\[1\]\(x, y\), \?\(/);
  });

  test('a criterion that is passed to a helper is followed', async () => {
    const text = `${head}def h(criterion, x, y):
    return criterion(x, y)
def f(x, y):
    return h(nn.NLLLoss(), x, y)
`;
    assert.equal(await returned(text), 'nll[1](x, y)');
  });
});
