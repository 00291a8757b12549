// Libraries that take NumPy's or PyTorch's interface over, each with its own differences.
import { detached, each, is, losses, maps, type FunctionTable } from '../../shared/libraries/operation.ts';
import { interval } from '../../../terms/bounds/interval.ts';
import { kerasLosses, theanoLosses } from './losses.ts';
import { arrayMethods } from './methods.ts';
import { numpyFunctions } from './numpy.ts';
import { cosine } from './torch.ts';

const ofLast: FunctionTable = {
  softmax: is({ does: 'library', name: 'softmax', axis: 'last' }, 'operand axis'),
  log_softmax: is({ does: 'library', name: 'log-softmax', axis: 'last' }, 'operand axis'),
};
const logsumexp = is({ does: 'reduce', name: 'logsumexp' }, 'operand axis keepdims');

/** keras.ops, of Keras 3. */
export const kerasOperations: FunctionTable = {
  ...numpyFunctions,
  ...ofLast,
  ...maps('sigmoid log_sigmoid=log-sigmoid softplus relu'),
  ...kerasLosses,
  logsumexp,
  one_hot: is({ does: 'one-hot' }),
  convert_to_tensor: is({ does: 'same' }),
  stop_gradient: is(detached),
  normalize: is({ does: 'normalised', axis: -1 }, 'operand axis order'),
  rsqrt: is({ does: 'reciprocal-root' }),
  sum: is({ does: 'reduce', name: 'sum' }, 'operand axis keepdims'),
  mean: is({ does: 'reduce', name: 'mean' }, 'operand axis keepdims'),
  max: is({ does: 'reduce', name: 'max' }, 'operand axis keepdims'),
  min: is({ does: 'reduce', name: 'min' }, 'operand axis keepdims'),
};

/** mlx.core, whose softmax is over everything unless told. */
export const mlxFunctions: FunctionTable = {
  'random.categorical': is({ does: 'drawn' }, 'operand axis'),
  ...numpyFunctions,
  rsqrt: is({ does: 'reciprocal-root' }),
  ...maps('sigmoid'),
  logsumexp,
  softmax: is({ does: 'library', name: 'softmax', axis: 'all' }, 'operand axis'),
  stop_gradient: is(detached),
};

export const mlxNnFunctions: FunctionTable = {
  ...ofLast,
  ...maps('sigmoid log_sigmoid=log-sigmoid softplus relu tanh'),
};

/** mxnet.npx: what NumPy's interface has no name for; mxnet.nd and mxnet.symbol have all of it. */
export const mxnetFunctions: FunctionTable = {
  ...numpyFunctions,
  ...ofLast,
  ...maps('sigmoid log_sigmoid=log-sigmoid relu'),
  one_hot: is({ does: 'one-hot' }),
  pick: is({ does: 'gather' }, 'operand indices axis'),
};

/** chainer.functions: NumPy's names, and those of networks. */
export const chainerFunctions: FunctionTable = {
  ...numpyFunctions,
  ...maps('sigmoid softplus relu log_sigmoid=log-sigmoid'),
  softmax: is({ does: 'library', name: 'softmax', axis: 'second' }, 'operand axis'),
  log_softmax: is({ does: 'library', name: 'log-softmax', axis: 'second' }, 'operand axis'),
  ...losses('softmax_cross_entropy=cross-entropy', 'operand targets', 1),
  ...losses('sigmoid_cross_entropy=binary-cross-entropy', 'operand targets'),
  logsumexp,
  select_item: is({ does: 'gather' }, 'operand indices'),
};

/** What paddle.nn.functional has beside PyTorch's names. */
export const paddleLosses: FunctionTable = losses('softmax_with_cross_entropy=cross-entropy', 'operand targets', -1);

/** theano.tensor, and PyTensor's, which is its heir. */
export const theanoFunctions: FunctionTable = {
  ...numpyFunctions,
  ...maps('sqr=square sigmoid softplus nnet.sigmoid=sigmoid nnet.softplus=softplus nnet.relu=relu'),
  ...each('nnet.softmax', ofLast['softmax']!),
  ...each('nnet.logsoftmax', ofLast['log_softmax']!),
  ...theanoLosses,
  logsumexp,
  'extra_ops.cumsum': is({ does: 'running-sum' }, 'operand axis'),
  switch: is({ does: 'where' }, 'condition yes no'),
};

/** jax.lax, whose functions of two arrays have short names. */
export const laxFunctions: FunctionTable = {
  rsqrt: is({ does: 'reciprocal-root' }),
  reciprocal: is({ does: 'reciprocal' }),
  cumsum: is({ does: 'running-sum', usual: 'first' }, 'operand axis reverse'),
  cumlogsumexp: is({ does: 'running-sum', name: 'logsumexp', usual: 'first' }, 'operand axis reverse'),
  rev: is({ does: 'rearranged' }, 'operand axis'),
  sort: is({ does: 'sort' }, 'operand axis'),
  top_k: is({ does: 'sort', pairs: true, largest: true }, 'operand count'),
  ...maps('exp log log1p expm1 tanh neg abs sqrt square sign logistic=sigmoid'),
  max: is({ does: 'binary', name: 'maximum' }, 'operand other'),
  min: is({ does: 'binary', name: 'minimum' }, 'operand other'),
  add: is({ does: 'binary', name: 'add' }, 'operand other'),
  sub: is({ does: 'binary', name: 'subtract' }, 'operand other'),
  mul: is({ does: 'binary', name: 'multiply' }, 'operand other'),
  div: is({ does: 'binary', name: 'divide' }, 'operand other'),
  pow: is({ does: 'binary', name: 'power' }, 'operand other'),
  stop_gradient: is(detached),
  optimization_barrier: is({ does: 'same' }),
};

/** Of torch_geometric.utils, jax.ops and TensorFlow. */
export const groupFunctions: FunctionTable = {
  ...each('scatter', is({ does: 'grouped' }, 'source indices axis out dim_size reduction')),
  ...each('scatter_add scatter_sum', is({ does: 'grouped', name: 'sum' }, 'source indices axis')),
  ...each('segment_sum unsorted_segment_sum', is({ does: 'grouped', name: 'sum' }, 'source indices')),
  ...each('segment_max unsorted_segment_max', is({ does: 'grouped', name: 'max' }, 'source indices')),
};

/** Of torch_scatter. */
export const scatterFunctions: FunctionTable = {
  ...groupFunctions,
  scatter: is({ does: 'grouped', axis: -1 }, 'source indices axis out dim_size reduction'),
  ...each(
    'scatter_add scatter_sum',
    is({ does: 'grouped', name: 'sum', axis: -1 }, 'source indices axis out dim_size'),
  ),
  scatter_mean: is({ does: 'grouped', name: 'mean', axis: -1 }, 'source indices axis out dim_size'),
  scatter_max: is({ does: 'grouped', name: 'max', axis: -1, pairs: true }, 'source indices axis out dim_size'),
  scatter_min: is({ does: 'grouped', name: 'min', axis: -1, pairs: true }, 'source indices axis out dim_size'),
};

/** einops, for arrays of any library. */
export const einopsFunctions: FunctionTable = {
  reduce: is({ does: 'by-pattern', how: 'reduce' }, 'operand pattern reduction'),
  rearrange: is({ does: 'by-pattern', how: 'rearrange' }, 'operand pattern'),
  repeat: is({ does: 'by-pattern', how: 'repeat' }, 'operand pattern'),
};

/** sklearn.preprocessing, sklearn.metrics.pairwise. */
export const sklearnFunctions: FunctionTable = {
  'preprocessing.normalize': is({ does: 'normalised', axis: -1 }, 'operand order axis'),
  'metrics.pairwise.cosine_similarity': cosine,
  'metrics.pairwise.euclidean_distances': is({ does: 'distances' }, 'operand other'),
  'metrics.pairwise_distances': is({ does: 'distances' }, 'operand other order'),
};

/** sentence_transformers.util. */
export const sentenceFunctions: FunctionTable = each('cos_sim pytorch_cos_sim pairwise_cos_sim', cosine);

/** scipy.spatial.distance. */
export const distanceFunctions: FunctionTable = {
  cdist: is({ does: 'distances' }, 'operand other order'),
  pdist: is({ does: 'distances' }, 'operand order'),
  euclidean: is({ does: 'distances' }, 'operand other'),
  cosine: is({ does: 'bounded', range: interval(0, 2) }),
};

/** tinygrad.Tensor: methods, also as functions of the class. */
export const tinygradFunctions: FunctionTable = {
  ...arrayMethods,
  ...each('cat stack', is({ does: 'stack', separately: true })),
  eye: is({ does: 'identity' }),
};

/** Distributions over classes, by their logits; by their probabilities they are not followed. */
export const distributions: FunctionTable = {
  ...each('Categorical OneHotCategorical OneHotCategoricalStraightThrough', is({ does: 'drawn' }, 'probs operand')),
  ...each('RelaxedOneHotCategorical', is({ does: 'drawn' }, 'temperature probs operand')),
};
