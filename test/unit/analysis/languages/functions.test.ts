// Functions of the libraries that people compute softmaxes with, under the names they import them by.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { oneHot } from '../../../../src/analysis/terms/gathers.ts';
import { lowered, returned, returnedBy } from '../support/lowered.ts';

const head = `import numpy as np
import sys
import torch
import torch.nn.functional as F
import tensorflow as tf
import tensorflow.compat.v1 as tf1
from keras import backend as K, ops
import keras
import theano.tensor as T
import mlx.core as mx
import mlx.nn as mnn
from tinygrad import Tensor
import cupy as cp
import jax
from jax import lax
from scipy.special import log_expit, xlogy
exp = np.exp
`;

const calls: Readonly<Record<string, string>> = {
  'exp(x)': 'exp(x)',
  'x.sigmoid().log()': 'log(sigmoid(x))',
  'x.log_softmax(-1)': 'log-softmax[-1](x)',
  'x.logsumexp(1)': 'logsumexp[1](x)',
  'x.logaddexp(y)': 'logaddexp(x, y)',
  'F.logsigmoid(x)': 'log-sigmoid(x)',
  'torch.nn.functional.softplus(x)': 'softplus(x)',
  'torch.logaddexp(x, y)': 'logaddexp(x, y)',
  'torch.special.log_softmax(x, 0)': 'log-softmax[0](x)',
  'torch.special.logsumexp(x, 1, True)': 'logsumexp[1 keep](x)',
  'np.logaddexp(0, x)': 'logaddexp(0, x)',
  'np.where(np.isfinite(x), x, 0)': 'where(finite(x), x, 0)',
  'tf.math.is_finite(x)': 'finite(x)',
  'torch.isfinite(x)': 'finite(x)',
  'x.isfinite()': 'finite(x)',
  // A module that is not imported is no array whose logarithm is taken.
  'math.log2(x)': '?(math, x)',
  'math.exp(x)': '?(math, x)',
  'x.log2()': 'divide(log(x), 0.6931471805599453)',
  'np.logaddexp.reduce(x)': 'logsumexp[0](x)',
  'np.add.reduce(x, axis=1)': 'sum[1](x)',
  'np.log(x, where=x > 0)': '?(x, ?(x, 0))',
  'log_expit(x)': 'log-sigmoid(x)',
  'tf.math.log_sigmoid(x)': 'log-sigmoid(x)',
  'tf1.nn.softmax(x)': 'softmax[-1](x)',
  'tf.layers.dense(x, 3, activation=tf.nn.softmax)': 'softmax[-1](?(x, 3))',
  'K.log(K.clip(x, K.epsilon(), 1 - K.epsilon()))': 'log(minimum(maximum(x, 1e-7), 0.9999999))',
  'K.softmax(x)': 'softmax[-1](x)',
  'ops.logsumexp(x, axis=1, keepdims=True)': 'logsumexp[1 keep](x)',
  'ops.softmax(x)': 'softmax[-1](x)',
  'keras.ops.log_sigmoid(x)': 'log-sigmoid(x)',
  'T.exp(x) / T.sum(T.exp(x), axis=1, keepdims=True)': 'divide(exp(x), sum[1 keep](exp(x)))',
  'T.nnet.softmax(x)': 'softmax[-1](x)',
  'T.nnet.binary_crossentropy(x, y)': 'binary-cross-entropy-of-probabilities[all](x, y)',
  'T.nnet.categorical_crossentropy(x, y)': 'cross-entropy-of-probabilities[-1](x, y)',
  'T.switch(x, y, 0)': 'where(x, y, 0)',
  'mx.softmax(x, axis=-1)': 'softmax[-1](x)',
  'mx.logsumexp(x, axis=-1, keepdims=True)': 'logsumexp[-1 keep](x)',
  'mnn.log_sigmoid(x)': 'log-sigmoid(x)',
  'mnn.losses.cross_entropy(x, y)': 'cross-entropy[-1](x, y)',
  'mnn.losses.binary_cross_entropy(x, y)': 'binary-cross-entropy[all](x, y)',
  'mnn.losses.binary_cross_entropy(x, y, with_logits=False)': 'binary-cross-entropy-of-probabilities[all](x, y)',
  'mnn.Softmax()(x)': 'softmax[-1](x)',
  'Tensor.exp(x)': 'exp(x)',
  'Tensor(x).softmax(axis=-1)': 'softmax[-1](x)',
  'cp.exp(x)': 'exp(x)',
  'jax.nn.log_sigmoid(x)': 'log-sigmoid(x)',
  'lax.exp(x)': 'exp(x)',
  'lax.max(x, y)': 'maximum(x, y)',
  'x + sys.float_info.epsilon': 'add(x, 2.220446049250313e-16)',
  'x + np.finfo(np.float32).eps': 'add(x, 1.1920928955078125e-7)',
  'x + np.finfo(float).tiny': 'add(x, 2.2250738585072014e-308)',
  'x.log(y)': '?(x, y)',
  'x.softmax(y)': '?(x, y)',
  'x.sub(y)': 'subtract(x, y)',
  "x.sub('', y)": '?(x, ?(), y)',
  'x.sub(y, alpha=2)': '?(x, y, 2)',
  "torch.div(x, y, rounding_mode='floor')": '?(x, y, ?())',
  'x.round(2)': 'round(x)',
  'd2l.exp(x)': '?(d2l, x)',
};

const gathers: Readonly<Record<string, string>> = {
  'x[np.arange(3), y]': 'pick index index(x, ?(3), y)',
  'x[range(len(y)), y]': 'pick index index(x, ?(?(y)), y)',
  'x[y]': 'pick index(x, y)',
  'x.gather(1, y)': 'pick take(x, y, 1)',
  'torch.gather(x, dim=1, index=y)': 'pick take(x, y, 1)',
  'tf.gather(x, y)': 'pick take(x, y)',
  'np.take_along_axis(x, y, axis=1)': 'pick take(x, y, 1)',
  'np.take(x, y)': 'pick take(x, y)',
  'tf.boolean_mask(x, y)': 'pick mask(x, y)',
};

suite('functions of libraries', () => {
  for (const [call, expected] of Object.entries({ ...calls, ...gathers })) {
    test(`${call} is ${expected}`, async () => {
      assert.equal(await returned(`${head}def f(x, y):\n    return ${call}\n`), expected);
    });
  }

  const hot = ['tf.one_hot(y, 3)', 'F.one_hot(y, 3)', 'jax.nn.one_hot(y, 3)', 'np.eye(3)[y]', 'torch.eye(3)[y]'];
  for (const call of [...hot, 'keras.utils.to_categorical(y, 3)', 'np.eye(3)[y.reshape(-1)]']) {
    test(`${call} is one-hot`, async () => {
      const { document } = await lowered(`${head}def f(x, y):\n    return ${call}\n`);
      const term = returnedBy(document, 'f');
      assert.ok(term?.kind === 'opaque');
      assert.equal(term.key, oneHot);
      assert.deepEqual(term.range, { low: 0, high: 1 });
    });
  }
});
