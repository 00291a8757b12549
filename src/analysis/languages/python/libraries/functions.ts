// What each library calls the functions that rewrites may write.
import type { Callable, LibraryCall } from '../../shared/libraries/family.ts';
import { way } from '../../shared/libraries/ways.ts';

type Functions = Readonly<Partial<Record<Callable, LibraryCall>>>;

/** Functions of one module whose names are given as "callable" or "callable=name". */
function named(module: string, names: string): Functions {
  return Object.fromEntries(
    names.split(' ').map((pair) => {
      const [callable, name = callable] = pair.split('=');
      return [callable!, { ways: way(module, name!) }];
    }),
  );
}

/** The interface of NumPy, wherever it is. */
export function numpyLike(module: string): Functions {
  return {
    ...named(module, 'exp log log1p expm1 abs sqrt square tanh sign maximum minimum where logaddexp finite=isfinite'),
    ...named(module, 'sum mean max min product=prod'),
  };
}

/** The log-sum-exp of a module that has only that of pairs. */
export function reducedPairs(module: string): LibraryCall {
  return { ways: way(module, 'logaddexp.reduce'), usual: 'first' };
}

/** Functions of all elements of an array, one after the other. */
export function ravelled(module: string): Functions {
  return named(module, 'flatten=ravel');
}

/** What NumPy's own functions have as a method, and those of its imitators have not. */
export const accumulated: Functions = named('numpy', 'running-logsumexp=logaddexp.accumulate');

export const scipy: Functions = {
  logsumexp: { ways: way('scipy.special', 'logsumexp'), usual: 'all', needs: 'SciPy 0.19 or later' },
  'log-softmax': { ways: way('scipy.special', 'log_softmax'), usual: 'all', needs: 'SciPy 1.5 or later' },
  softmax: { ways: way('scipy.special', 'softmax'), usual: 'all', needs: 'SciPy 1.2 or later' },
  sigmoid: { ways: way('scipy.special', 'expit'), needs: 'SciPy 0.10 or later' },
  'log-sigmoid': { ways: way('scipy.special', 'log_expit'), needs: 'SciPy 1.8 or later' },
};

const functional = 'torch.nn.functional';

export const torch: Functions = {
  ...Object.fromEntries(
    ['exp', 'log', 'log1p', 'expm1', 'abs', 'sqrt', 'square', 'tanh', 'sigmoid', 'sign', 'sum', 'mean'].map((name) => [
      name,
      { ways: way('torch', name), method: name },
    ]),
  ),
  max: { ways: way('torch', 'amax'), method: 'amax', usual: 'required' },
  product: { ways: way('torch', 'prod'), method: 'prod' },
  logsumexp: { ways: way('torch', 'logsumexp'), method: 'logsumexp', usual: 'required' },
  softmax: { ways: [...way('torch', 'softmax'), ...way(functional, 'softmax')], method: 'softmax', usual: 'required' },
  'log-softmax': {
    ways: [...way('torch', 'log_softmax'), ...way(functional, 'log_softmax')],
    method: 'log_softmax',
    usual: 'required',
  },
  'running-logsumexp': { ways: way('torch', 'logcumsumexp'), method: 'logcumsumexp' },
  flatten: { ways: way('torch', 'flatten'), method: 'flatten' },
  softplus: { ways: [...way(functional, 'softplus'), ...way('torch', 'nn.functional.softplus')] },
  'log-sigmoid': { ways: [...way(functional, 'logsigmoid'), ...way('torch', 'nn.functional.logsigmoid')] },
  logaddexp: { ways: way('torch', 'logaddexp'), arraysOnly: true },
  maximum: { ways: way('torch', 'maximum'), arraysOnly: true },
  minimum: { ways: way('torch', 'minimum'), arraysOnly: true },
  finite: { ways: way('torch', 'isfinite') },
  // Before, a number beside a tensor had to be of its format.
  where: { ways: way('torch', 'where'), numbersNeed: 'PyTorch 1.12 or later' },
  'cross-entropy': { ways: [...way(functional, 'cross_entropy'), ...way('torch', 'nn.functional.cross_entropy')] },
  nll: { ways: [...way(functional, 'nll_loss'), ...way('torch', 'nn.functional.nll_loss')] },
  'binary-cross-entropy': {
    ways: [
      ...way(functional, 'binary_cross_entropy_with_logits'),
      ...way('torch', 'nn.functional.binary_cross_entropy_with_logits'),
    ],
  },
};

/** Its operators take arrays of other shapes in some versions only, so that nothing is subtracted along an axis. */
export const chainer: Functions = {
  ...named('chainer.functions', 'exp log log1p expm1 abs=absolute sqrt square tanh sigmoid softplus where'),
  logsumexp: { ways: way('chainer.functions', 'logsumexp'), usual: 'all' },
  softmax: { ways: way('chainer.functions', 'softmax'), usual: 'required' },
  'log-softmax': { ways: way('chainer.functions', 'log_softmax'), usual: 'required' },
};

const paddleNetworks = 'softmax sigmoid softplus log-softmax=log_softmax log-sigmoid=log_sigmoid';

export const paddle: Functions = {
  ...named('paddle', 'exp log log1p expm1 abs sqrt square tanh sign maximum minimum where finite=isfinite'),
  ...named('paddle', 'sum mean max min product=prod logsumexp'),
  ...named('paddle.nn.functional', paddleNetworks),
};

/** Methods alone: its module has no functions of arrays. */
export const tinygrad: Functions = Object.fromEntries(
  [
    ...['exp', 'log', 'abs', 'sqrt', 'square', 'tanh', 'sigmoid', 'sign', 'sum', 'mean', 'max', 'min', 'logsumexp'],
    ...['softmax', 'product=prod', 'log-softmax=log_softmax'],
  ].map((pair) => {
    const [callable, method = callable] = pair.split('=');
    return [callable!, { ways: [], method: method! }];
  }),
);

export const jax: Functions = {
  logsumexp: { ways: [...way('jax.nn', 'logsumexp'), ...way('jax', 'nn.logsumexp')], usual: 'all' },
  softmax: { ways: [...way('jax.nn', 'softmax'), ...way('jax', 'nn.softmax')], usual: 'last' },
  'log-softmax': { ways: [...way('jax.nn', 'log_softmax'), ...way('jax', 'nn.log_softmax')], usual: 'last' },
  'running-logsumexp': { ways: [...way('jax.lax', 'cumlogsumexp'), ...way('jax', 'lax.cumlogsumexp')], usual: 'first' },
  sigmoid: { ways: [...way('jax.nn', 'sigmoid'), ...way('jax', 'nn.sigmoid')] },
  'log-sigmoid': { ways: [...way('jax.nn', 'log_sigmoid'), ...way('jax', 'nn.log_sigmoid')] },
  softplus: { ways: [...way('jax.nn', 'softplus'), ...way('jax', 'nn.softplus')] },
};

/** What only code of TensorFlow 1 has, or of its module in the second: `tf.compat.v1.x` may stand in any other. */
const firstTensorFlow = new RegExp(
  [
    '\\b(?:keep_dims|reduction_indices)\\b|\\btensorflow\\.(?:compat\\.v1 as tf|contrib|examples)\\b',
    '|\\btf\\.(?:placeholder|get_variable|variable_scope|layers|log|contrib|flags|app|nn\\.rnn_cell)\\b',
    '|\\btf\\.(?:Session|InteractiveSession|ConfigProto|get_default_graph|get_collection|set_random_seed|trainable_variables)\\b',
    '|\\btf\\.(?:global_variables_initializer|truncated_normal|random_normal|random_uniform|train\\.\\w+Optimizer|train\\.Saver)\\b',
    '|\\btf\\.(?:to_float|to_int32|div|is_finite|is_nan|ceil|diag|mul|sub|neg|pack|unpack|summary\\.merge_all)\\b',
  ].join(''),
);

/** Functions that were not in tf.math in the first version. */
function moved(names: string): Functions {
  return Object.fromEntries(
    names.split(' ').map((pair) => {
      const [callable, before = callable] = pair.split('=');
      const older = { by: firstTensorFlow, ways: way('tensorflow', before!) };
      return [callable!, { ways: way('tensorflow', `math.${before!}`), older }];
    }),
  );
}

export const tensorflow: Functions = {
  ...named('tensorflow', 'exp abs sqrt square tanh sign maximum minimum sigmoid softplus=nn.softplus'),
  ...moved('log log1p expm1 finite=is_finite log-sigmoid=log_sigmoid'),
  ...named('tensorflow', 'sum=reduce_sum mean=reduce_mean max=reduce_max min=reduce_min zeros=zeros_like'),
  // Before version 2, what it chooses from had to have the shape of the condition.
  where: { ways: way('tensorflow', 'where'), olderBy: firstTensorFlow, numbersAssume: 'TensorFlow is of version 2' },
  logsumexp: { ways: way('tensorflow', 'reduce_logsumexp'), usual: 'all' },
  'running-logsumexp': { ways: way('tensorflow', 'math.cumulative_logsumexp') },
  softmax: { ways: way('tensorflow', 'nn.softmax'), usual: 'last' },
  'log-softmax': { ways: way('tensorflow', 'nn.log_softmax'), usual: 'last' },
};

const kerasNames = 'exp log abs sqrt square tanh sign maximum minimum sigmoid softplus sum mean max min';

/** What has had one name in all versions; its logsumexp has not. */
export const kerasBackend: Functions = {
  ...named('keras.backend', `${kerasNames} product=prod`),
  softmax: { ways: way('keras.backend', 'softmax'), usual: 'last' },
};

export const kerasOperations: Functions = {
  ...named(
    'keras.ops',
    `${kerasNames} log1p expm1 where logaddexp log-sigmoid=log_sigmoid finite=isfinite product=prod`,
  ),
  logsumexp: { ways: way('keras.ops', 'logsumexp'), usual: 'all' },
  softmax: { ways: way('keras.ops', 'softmax'), usual: 'last' },
  'log-softmax': { ways: way('keras.ops', 'log_softmax'), usual: 'last' },
};

export const math: Functions = named('math', 'exp log log1p expm1 sqrt tanh finite=isfinite');
