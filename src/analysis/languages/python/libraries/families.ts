// The libraries that code is written for, as data.
import * as functions from './functions.ts';
import type { Family } from '../../shared/libraries/family.ts';
import { way } from '../../shared/libraries/ways.ts';

const keywords = { axis: 'axis', keepdims: 'keepdims' } as const;
/** `from numpy import max` would hide Python's own. */
const numpyMaximum = way('numpy', 'max', 'amax');
const jaxMaximum = [...way('jax.numpy', 'max', 'amax'), ...way('jax', 'numpy.max')];

export const numpy: Family = {
  name: 'numpy',
  format: 'float64',
  behaviour: { overflow: 'warns', differentiates: false },
  pairs: false,
  methods: false,
  ...keywords,
  maximum: { alongAxis: numpyMaximum, ofAll: numpyMaximum },
  softmax: { ways: way('scipy.special', 'softmax'), ofAll: true, usual: 'all', needs: 'SciPy 1.2 or later' },
  functions: {
    ...functions.numpyLike('numpy'),
    ...functions.ravelled('numpy'),
    ...functions.accumulated,
    ...functions.scipy,
  },
  ownLogSumExp: functions.reducedPairs('numpy'),
};

export const torch: Family = {
  name: 'torch',
  format: 'float32',
  behaviour: { overflow: 'silent', differentiates: true },
  pairs: true,
  methods: true,
  axis: 'dim',
  keepdims: 'keepdim',
  maximum: { alongAxis: way('torch', 'amax'), ofAll: way('torch', 'max') },
  softmax: {
    ways: [...way('torch', 'softmax'), ...way('torch.nn.functional', 'softmax')],
    ofAll: false,
    usual: 'last',
    needs: undefined,
  },
  functions: functions.torch,
};

export const jax: Family = {
  name: 'jax',
  format: 'float32',
  behaviour: { overflow: 'silent', differentiates: true },
  pairs: false,
  methods: false,
  ...keywords,
  maximum: { alongAxis: jaxMaximum, ofAll: jaxMaximum },
  softmax: {
    ways: [...way('jax.nn', 'softmax'), ...way('jax', 'nn.softmax')],
    ofAll: true,
    usual: 'last',
    needs: undefined,
  },
  functions: { ...functions.numpyLike('jax.numpy'), ...functions.ravelled('jax.numpy'), ...functions.jax },
};

export const tensorflow: Family = {
  name: 'tensorflow',
  format: 'float32',
  behaviour: { overflow: 'silent', differentiates: true },
  pairs: false,
  methods: false,
  ...keywords,
  maximum: { alongAxis: way('tensorflow', 'reduce_max'), ofAll: way('tensorflow', 'reduce_max') },
  softmax: { ways: way('tensorflow', 'nn.softmax'), ofAll: false, usual: 'last', needs: undefined },
  functions: functions.tensorflow,
};

/** What Keras has no name for is TensorFlow's, whose tensors its backend and its layers take. */
export const keras: Family = { ...tensorflow, maximum: undefined };

/** keras.backend, usually called K. */
export const kerasBackend: Family = {
  ...keras,
  maximum: { alongAxis: way('keras.backend', 'max'), ofAll: way('keras.backend', 'max') },
  softmax: {
    ways: way('keras.backend', 'softmax'),
    ofAll: false,
    usual: 'last',
    needs: 'Keras 2.2 or later',
  },
  functions: {
    ...functions.tensorflow,
    ...functions.kerasBackend,
    where: { ways: way('tensorflow', 'where'), assumes: 'Keras runs on TensorFlow 2' },
  },
};

/** keras.ops, of Keras 3. */
export const kerasOperations: Family = {
  ...keras,
  maximum: { alongAxis: way('keras.ops', 'max'), ofAll: way('keras.ops', 'max') },
  softmax: { ways: way('keras.ops', 'softmax'), ofAll: false, usual: 'last', needs: undefined },
  functions: functions.kerasOperations,
};

/** NumPy's interface without SciPy beside it. */
export function likeNumpy(module: string): Family {
  const maximum = way(module, 'max', 'amax');
  return {
    ...numpy,
    maximum: { alongAxis: maximum, ofAll: maximum },
    softmax: undefined,
    functions: functions.numpyLike(module),
  };
}

/**
 * Its optimizer replaces logarithms of sigmoids and softmaxes, picked or not, softplus, softmax and the sigmoid written
 * out: theano/tensor/nnet/sigm.py and nnet.py, registered as stabilize and specialize. PyTensor has most of them still.
 */
export const theano: Family = {
  ...likeNumpy('theano.tensor'),
  behaviour: {
    ...numpy.behaviour,
    recovers: {
      by: 'expressions',
      note: "Theano's optimizer replaces it where it sees the whole expression",
      hiddenBy: 'call theano.scan ',
    },
  },
};

/** PyTorch's interface, but a maximum is never a pair. */
export const tinygrad: Family = {
  ...torch,
  pairs: false,
  axis: 'axis',
  maximum: { alongAxis: way('tinygrad.Tensor', 'max'), ofAll: way('tinygrad.Tensor', 'max') },
  softmax: { ways: way('tinygrad.Tensor', 'softmax'), ofAll: false, usual: 'last', needs: undefined },
  functions: functions.tinygrad,
};

export const chainer: Family = {
  ...jax,
  name: 'chainer',
  maximum: undefined,
  softmax: { ways: way('chainer.functions', 'softmax'), ofAll: false, usual: 'last', needs: undefined },
  functions: functions.chainer,
};

/** PyTorch's interface with NumPy's axes; a maximum along one is never a pair. */
export const paddle: Family = {
  ...torch,
  name: 'paddle',
  pairs: false,
  methods: false,
  axis: 'axis',
  maximum: { alongAxis: way('paddle', 'max'), ofAll: way('paddle', 'max') },
  softmax: { ways: way('paddle.nn.functional', 'softmax'), ofAll: false, usual: 'last', needs: undefined },
  functions: functions.paddle,
};

/** Plain numbers and lists: Python's own floats are doubles. */
export const math: Family = {
  name: 'math',
  format: 'float64',
  behaviour: { overflow: 'raises', differentiates: false, numbers: true },
  pairs: false,
  ofLists: true,
  methods: false,
  ...keywords,
  maximum: undefined,
  softmax: undefined,
  functions: functions.math,
};
