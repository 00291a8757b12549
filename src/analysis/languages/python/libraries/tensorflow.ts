// TensorFlow's functions, under tf.* and tf.math.*, and those of Keras's backend.
import {
  each,
  binaries,
  detached,
  is,
  maps,
  reductions,
  type FunctionTable,
} from '../../shared/libraries/operation.ts';

const reduced = 'operand axis keepdims';

export const tensorflowFunctions: FunctionTable = {
  ...maps('exp expm1 log log1p sqrt square abs sign tanh sin cos floor ceil round negative=neg sigmoid relu softplus'),
  ...maps('nn.relu=relu nn.tanh=tanh nn.sigmoid=sigmoid nn.softplus=softplus log_sigmoid=log-sigmoid'),
  ...maps('nn.log_sigmoid=log-sigmoid is_finite=finite'),
  ...binaries('add subtract multiply divide truediv=divide div=divide pow=power maximum minimum'),
  ...reductions('reduce_sum=sum reduce_max=max reduce_min=min reduce_mean=mean reduce_logsumexp=logsumexp', reduced),
  ...reductions('sum max min mean logsumexp', reduced),
  einsum: is({ does: 'contraction' }, 'subscripts operand other'),
  clip_by_value: is({ does: 'clip' }, 'operand low high'),
  clip: is({ does: 'clip' }, 'operand low high'),
  ...each('gather gather_nd', is({ does: 'gather' }, 'operand indices')),
  where: is({ does: 'where' }, 'condition yes no'),
  ...each('softmax nn.softmax', is({ does: 'library', name: 'softmax', axis: 'last' }, 'operand axis')),
  ...each('nn.log_softmax log_softmax', is({ does: 'library', name: 'log-softmax', axis: 'last' }, 'operand axis')),
  Variable: is({ does: 'trained' }, 'operand'),
  ...each('convert_to_tensor constant identity', is({ does: 'same' }, 'operand dtype')),
  stop_gradient: is(detached),
  cast: is({ does: 'cast' }, 'operand dtype'),
  expand_dims: is({ does: 'insert-axis' }, 'operand axis'),
  squeeze: is({ does: 'squeeze' }),
  reshape: is({ does: 'reshape' }, 'operand shape'),
  transpose: is({ does: 'reverse' }, 'operand shape'),
  ...each('one_hot', is({ does: 'one-hot' })),
  eye: is({ does: 'identity' }),
  ...each('boolean_mask', is({ does: 'mask' }, 'operand indices')),
  ...each('layers.dense contrib.layers.fully_connected', is({ does: 'activated' }, 'operand units activation')),
  ...each('gather gather_nd', is({ does: 'gather' }, 'operand indices axis')),
  tile: is({ does: 'broadcast' }, 'operand shape'),
};
