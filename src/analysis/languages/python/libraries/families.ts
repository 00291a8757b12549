// The libraries that code is written for, as data.
import type { Family } from './family.ts';

export const numpy: Family = {
  name: 'numpy',
  format: 'float64',
  pairs: false,
  maximum: { alongAxis: 'numpy.max', ofAll: 'numpy.max' },
  softmax: { path: 'scipy.special.softmax', axis: 'axis', wholeArray: true },
};

export const torch: Family = {
  name: 'torch',
  format: 'float32',
  pairs: true,
  maximum: { alongAxis: 'torch.amax', ofAll: 'torch.max' },
  softmax: { path: 'torch.softmax', axis: 'dim', wholeArray: false },
};

export const jax: Family = {
  name: 'jax',
  format: 'float32',
  pairs: false,
  maximum: { alongAxis: 'jax.numpy.max', ofAll: 'jax.numpy.max' },
  softmax: { path: 'jax.nn.softmax', axis: 'axis', wholeArray: true },
};

export const tensorflow: Family = {
  name: 'tensorflow',
  format: 'float32',
  pairs: false,
  maximum: { alongAxis: 'tensorflow.reduce_max', ofAll: 'tensorflow.reduce_max' },
  softmax: { path: 'tensorflow.nn.softmax', axis: 'axis', wholeArray: false },
};

/** Plain numbers and lists: Python's own floats are doubles. */
export const math: Family = { name: 'math', format: 'float64', pairs: false, maximum: undefined, softmax: undefined };
