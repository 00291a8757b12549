// NumPy's functions, and so CuPy's, jax.numpy's and autograd.numpy's.
import { interval, nonNegative, unit } from '../../../terms/bounds/interval.ts';
import { binaries, each, is, maps, reductions, type FunctionTable } from '../../shared/libraries/operation.ts';

const reduced = 'operand axis dtype out keepdims';
const chosen = 'operand axis out keepdims';
/** A generator of doubles does not reach 40 standard deviations: exp(-40² / 2) is below the least double. */
const gaussian = interval(-40, 40);

export const numpyFunctions: FunctionTable = {
  ...maps('exp expm1 log log1p sqrt square abs absolute=abs fabs=abs sign tanh sin cos floor ceil negative=neg'),
  ...maps('rint=round round isfinite=finite'),
  ...binaries('add subtract multiply divide true_divide=divide power float_power=power'),
  ...binaries('logaddexp'),
  ...binaries('maximum minimum fmax=maximum fmin=minimum mod=modulo remainder=modulo'),
  ...reductions('sum nansum=sum prod=product mean nanmean=mean average=mean', reduced),
  ...reductions('var=variance std=deviation', reduced),
  ...reductions('max amax=max nanmax=max min amin=min nanmin=min', chosen),
  'add.reduce': is({ does: 'reduce', name: 'sum', usual: 'first' }, reduced),
  'maximum.reduce': is({ does: 'reduce', name: 'max', usual: 'first' }, reduced),
  'logaddexp.reduce': is({ does: 'reduce', name: 'logsumexp', usual: 'first' }, reduced),
  exp2: is({ does: 'power-of', base: 2 }),
  log2: is({ does: 'log-to', base: 2 }),
  log10: is({ does: 'log-to', base: 10 }),
  clip: is({ does: 'clip' }, 'operand low high out'),
  where: is({ does: 'where' }, 'condition yes no'),
  ...each(
    'array asarray asanyarray ascontiguousarray copy nan_to_num atleast_1d real',
    is({ does: 'same' }, 'operand dtype'),
  ),
  ...each('float64 double', is({ does: 'cast', format: 'float64' })),
  ...each('float32 single', is({ does: 'cast', format: 'float32' })),
  ...each('float16 half', is({ does: 'cast', format: 'float16' })),
  ...each('zeros zeros_like', is({ does: 'full', value: 0 }, 'shape dtype')),
  ...each('ones ones_like', is({ does: 'full', value: 1 }, 'shape dtype')),
  expand_dims: is({ does: 'insert-axis' }, 'operand axis'),
  squeeze: is({ does: 'squeeze' }),
  transpose: is({ does: 'reverse' }, 'operand shape'),
  swapaxes: is({ does: 'swap' }, 'operand axis axis2'),
  ...each('ravel', is({ does: 'flatten' })),
  reshape: is({ does: 'reshape' }, 'operand shape'),
  ...each('broadcast_to tile repeat', is({ does: 'broadcast' }, 'operand shape')),
  ...each('take take_along_axis', is({ does: 'gather' }, 'operand indices axis')),
  ...each('concatenate hstack vstack stack', is({ does: 'stack' })),
  'linalg.norm': is({ does: 'reduce', name: 'norm' }, 'operand order axis keepdims'),
  linspace: is({ does: 'span', closed: true }, 'start stop'),
  arange: is({ does: 'span' }, 'start stop step'),
  cov: is({ does: 'bounded', range: interval(-Infinity, Infinity) }),
  all: is({ does: 'quantify', over: 'all' }, 'operand axis'),
  any: is({ does: 'quantify', over: 'any' }, 'operand axis'),
  einsum: is({ does: 'contraction' }, 'subscripts operand other'),
  ...each('dot matmul inner vdot', is({ does: 'inner-product' }, 'operand other out')),
  ...each('isnan isinf equal greater less', is({ does: 'bounded', range: unit })),
  logical_not: is({ does: 'bounded', range: unit, says: 'not' }),
  ...each('triu tril', is({ does: 'same' })),
  ...each('eye identity', is({ does: 'identity' })),
  ...each('bincount histogram argmax argmin argsort size shape ndim', is({ does: 'bounded', range: nonNegative })),
  ...each('random.rand random.random random.random_sample', is({ does: 'bounded', range: unit })),
  ...each('random.randn random.standard_normal', is({ does: 'bounded', range: gaussian })),
};
