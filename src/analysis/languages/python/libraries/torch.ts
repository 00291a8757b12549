// PyTorch's functions: torch.* and torch.nn.functional.*.
import { interval, nonNegative, unit } from '../../../terms/bounds/interval.ts';
import { binaries, each, is, maps, reductions, type FunctionTable } from './operation.ts';

const reduced = 'operand axis keepdims dtype';
const gaussian = interval(-40, 40);

export const torchFunctions: FunctionTable = {
  ...maps('exp expm1 log log1p sqrt square abs sign tanh sin cos floor ceil round neg negative=neg'),
  ...maps('sigmoid relu softplus special.expit=sigmoid logsigmoid=log-sigmoid nn.functional.logsigmoid=log-sigmoid'),
  ...binaries('add sub=subtract subtract mul=multiply multiply div=divide divide true_divide=divide pow=power'),
  ...binaries('logaddexp maximum minimum fmax=maximum fmin=minimum remainder=modulo'),
  ...reductions('sum nansum=sum prod=product mean var=variance std=deviation logsumexp amax=max amin=min', reduced),
  ...each('max', is({ does: 'reduce-or-binary', reduce: 'max', binary: 'maximum' }, reduced)),
  ...each('min', is({ does: 'reduce-or-binary', reduce: 'min', binary: 'minimum' }, reduced)),
  exp2: is({ does: 'power-of', base: 2 }),
  log2: is({ does: 'log-to', base: 2 }),
  log10: is({ does: 'log-to', base: 10 }),
  ...each('clamp clip', is({ does: 'clip' }, 'operand low high')),
  where: is({ does: 'where' }, 'condition yes no'),
  masked_fill: is({ does: 'fill' }, 'operand condition value'),
  ...each(
    'softmax special.softmax nn.functional.softmax',
    is({ does: 'library', name: 'softmax', axis: 'last' }, 'operand axis'),
  ),
  ...each(
    'log_softmax nn.functional.log_softmax',
    is({ does: 'library', name: 'log-softmax', axis: 'last' }, 'operand axis'),
  ),
  ...each('nn.functional.sigmoid', is({ does: 'map', name: 'sigmoid' })),
  ...each('nn.functional.tanh', is({ does: 'map', name: 'tanh' })),
  ...each('nn.functional.relu', is({ does: 'map', name: 'relu' })),
  ...each('nn.functional.softplus', is({ does: 'map', name: 'softplus' })),
  ...each('nn.functional.dropout', is({ does: 'bounded', range: interval(-Infinity, Infinity) })),
  ...each('tensor as_tensor from_numpy clone detach', is({ does: 'same' }, 'operand dtype')),
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
  ...each('cat stack concat', is({ does: 'stack' })),
  ...each('triu tril', is({ does: 'same' })),
  ...each('cdist pdist norm', is({ does: 'bounded', range: nonNegative })),
  ...each('matmul mm bmm dot', is({ does: 'inner-product' }, 'operand other')),
  ...each('einsum', is({ does: 'bounded', range: interval(-Infinity, Infinity) })),
  ...each('eye rand rand_like', is({ does: 'bounded', range: unit })),
  ...each('randn randn_like', is({ does: 'bounded', range: gaussian })),
};
