// PyTorch's functions: torch.* and torch.nn.functional.*.
import { interval, nonNegative, unit } from '../../../terms/bounds/interval.ts';
import { binaries, detached, each, is, maps, reductions, type FunctionTable } from './operation.ts';

const reduced = 'operand axis keepdims dtype';
const gaussian = interval(-40, 40);

export const torchFunctions: FunctionTable = {
  ...maps('exp expm1 log log1p sqrt square abs sign tanh sin cos floor ceil round neg negative=neg'),
  ...maps('sigmoid relu softplus logsigmoid=log-sigmoid special.expit=sigmoid'),
  ...binaries('add sub=subtract subtract mul=multiply multiply div=divide divide true_divide=divide pow=power'),
  ...binaries('logaddexp'),
  ...binaries('maximum minimum fmax=maximum fmin=minimum remainder=modulo'),
  ...reductions('sum nansum=sum prod=product mean var=variance std=deviation logsumexp amax=max amin=min', reduced),
  ...each('max', is({ does: 'reduce-or-binary', reduce: 'max', binary: 'maximum' }, reduced)),
  ...each('min', is({ does: 'reduce-or-binary', reduce: 'min', binary: 'minimum' }, reduced)),
  'special.logsumexp': is({ does: 'reduce', name: 'logsumexp' }, reduced),
  exp2: is({ does: 'power-of', base: 2 }),
  log2: is({ does: 'log-to', base: 2 }),
  log10: is({ does: 'log-to', base: 10 }),
  ...each('clamp clip', is({ does: 'clip' }, 'operand low high')),
  where: is({ does: 'where' }, 'condition yes no'),
  masked_fill: is({ does: 'fill' }, 'operand condition value'),
  ...each('softmax special.softmax', is({ does: 'library', name: 'softmax', axis: 'last' }, 'operand axis')),
  ...each(
    'log_softmax special.log_softmax',
    is({ does: 'library', name: 'log-softmax', axis: 'last' }, 'operand axis'),
  ),
  ...each('as_tensor from_numpy clone', is({ does: 'same' }, 'operand dtype')),
  ...each('tensor detach', is(detached, 'operand dtype')),
  ...each('Tensor autograd.Variable FloatTensor', is({ does: 'same' })),
  'nn.Parameter': is({ does: 'trained' }),
  ...each('zeros zeros_like', is({ does: 'full', value: 0 }, 'shape dtype')),
  ...each('ones ones_like', is({ does: 'full', value: 1 }, 'shape dtype')),
  unsqueeze: is({ does: 'insert-axis' }, 'operand axis'),
  squeeze: is({ does: 'squeeze' }),
  t: is({ does: 'reverse' }),
  ...each('transpose swapaxes', is({ does: 'swap' }, 'operand axis axis2')),
  flatten: is({ does: 'flatten' }),
  reshape: is({ does: 'reshape' }, 'operand shape'),
  ...each('broadcast_to tile', is({ does: 'broadcast' }, 'operand shape')),
  ...each('gather index_select', is({ does: 'gather' }, 'operand axis indices')),
  take_along_dim: is({ does: 'gather' }, 'operand indices axis'),
  masked_select: is({ does: 'mask' }, 'operand indices'),
  one_hot: is({ does: 'one-hot' }),
  ...each('cat stack concat', is({ does: 'stack' })),
  ...each('triu tril', is({ does: 'same' })),
  ...each('cdist pdist norm', is({ does: 'bounded', range: nonNegative })),
  ...each('matmul mm bmm dot', is({ does: 'inner-product' }, 'operand other')),
  ...each('einsum', is({ does: 'bounded', range: interval(-Infinity, Infinity) })),
  ...each('rand rand_like gumbel_softmax', is({ does: 'bounded', range: unit })),
  eye: is({ does: 'identity' }),
  ...each('randn randn_like', is({ does: 'bounded', range: gaussian })),
};
