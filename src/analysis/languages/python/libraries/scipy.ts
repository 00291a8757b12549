// scipy.special, and jax.nn and jax.scipy.special, which took over its names.
import { each, is, maps, type FunctionTable } from '../../shared/libraries/operation.ts';
import { unit } from '../../../terms/bounds/interval.ts';

export const scipyFunctions: FunctionTable = {
  ...maps('expit=sigmoid log1p expm1 special.expit=sigmoid sigmoid relu softplus log_expit=log-sigmoid'),
  softmax: is({ does: 'library', name: 'softmax', axis: 'all' }, 'operand axis'),
  log_softmax: is({ does: 'library', name: 'log-softmax', axis: 'all' }, 'operand axis'),
  ...each('logsumexp', is({ does: 'reduce', name: 'logsumexp' }, 'operand axis b keepdims')),
};

/** jax.nn's axis is the last one unless told. */
export const jaxNnFunctions: FunctionTable = {
  ...scipyFunctions,
  ...maps('log_sigmoid=log-sigmoid tanh'),
  one_hot: is({ does: 'one-hot' }),
  softmax: is({ does: 'library', name: 'softmax', axis: 'last' }, 'operand axis'),
  log_softmax: is({ does: 'library', name: 'log-softmax', axis: 'last' }, 'operand axis'),
};

/** Of the normal distribution: probabilities, of no logits. */
export const normalFunctions: FunctionTable = each('cdf sf', is({ does: 'bounded', range: unit }));
