// Methods of arrays and tensors, whichever library they are from: the names agree where both have them.
import { nonNegative } from '../../../terms/bounds/interval.ts';
import {
  binaries,
  detached,
  each,
  is,
  maps,
  reductions,
  type FunctionTable,
} from '../../shared/libraries/operation.ts';

/** NumPy's second parameter is a dtype, PyTorch's keepdim; see arguments.ts, which tells them apart. */
const reduced = 'operand axis keepdims';

export const arrayMethods: FunctionTable = {
  ...maps('exp expm1 log log1p sqrt square abs sign tanh sin cos floor ceil neg negative=neg isfinite=finite'),
  all: is({ does: 'quantify', over: 'all' }, 'operand axis'),
  any: is({ does: 'quantify', over: 'any' }, 'operand axis'),
  round: is({ does: 'map', name: 'round' }, 'operand decimals'),
  ...maps('sigmoid relu softplus logsigmoid=log-sigmoid'),
  ...binaries('add sub=subtract subtract mul=multiply multiply div=divide divide true_divide=divide pow=power'),
  ...binaries('maximum minimum remainder=modulo logaddexp'),
  ...reductions('sum nansum=sum prod=product mean var=variance std=deviation logsumexp', reduced),
  ...reductions('amax=max amin=min norm', reduced),
  ...each('max', is({ does: 'reduce-or-binary', reduce: 'max', binary: 'maximum' }, reduced)),
  ...each('min', is({ does: 'reduce-or-binary', reduce: 'min', binary: 'minimum' }, reduced)),
  exp2: is({ does: 'power-of', base: 2 }),
  log2: is({ does: 'log-to', base: 2 }),
  log10: is({ does: 'log-to', base: 10 }),
  ...each('clamp clip', is({ does: 'clip' }, 'operand low high')),
  clamp_min: is({ does: 'binary', name: 'maximum' }, 'operand other'),
  clamp_max: is({ does: 'binary', name: 'minimum' }, 'operand other'),
  masked_fill: is({ does: 'fill' }, 'operand condition value'),
  softmax: is({ does: 'library', name: 'softmax', axis: 'last' }, 'operand axis'),
  log_softmax: is({ does: 'library', name: 'log-softmax', axis: 'last' }, 'operand axis'),
  ...each(
    'copy clone cpu cuda contiguous requires_grad_ toarray todense get values block_until_ready',
    is({ does: 'same' }),
  ),
  ...each('detach numpy tolist item', is(detached)),
  ...each('float', is({ does: 'cast', format: 'float32' })),
  ...each('double', is({ does: 'cast', format: 'float64' })),
  ...each('half', is({ does: 'cast', format: 'float16' })),
  ...each('bfloat16', is({ does: 'cast', format: 'bfloat16' })),
  ...each('astype type to', is({ does: 'cast' }, 'operand dtype')),
  unsqueeze: is({ does: 'insert-axis' }, 'operand axis'),
  squeeze: is({ does: 'squeeze' }),
  t: is({ does: 'reverse' }),
  // NumPy's transpose() reverses; PyTorch's and swapaxes take two axes: see shapes.ts.
  ...each('transpose swapaxes', is({ does: 'swap' }, 'operand axis axis2')),
  ...each('ravel flatten', is({ does: 'flatten' })),
  ...each('reshape view', is({ does: 'reshape' }, 'operand shape')),
  ...each('expand expand_as repeat type_as', is({ does: 'broadcast' }, 'operand shape')),
  ...each('gather index_select', is({ does: 'gather' }, 'operand axis indices')),
  take: is({ does: 'gather' }, 'operand indices axis'),
  masked_select: is({ does: 'mask' }, 'operand indices'),
  ...each('matmul mm bmm dot', is({ does: 'inner-product' }, 'operand other')),
  ...each('size dim numel argmax argmin count', is({ does: 'bounded', range: nonNegative })),
};
