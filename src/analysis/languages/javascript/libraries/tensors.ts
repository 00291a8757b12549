// TensorFlow.js: functions under tf.*, most of which are methods of tensors too.
import { interval, nonNegative, unit } from '../../../terms/bounds/interval.ts';
import {
  binaries,
  comparisons,
  each,
  is,
  losses,
  maps,
  reductions,
  type FunctionTable,
} from '../../shared/libraries/operation.ts';

const reduced = 'operand axis keepdims';
/** A generator of doubles does not reach 40 standard deviations. */
const gaussian = interval(-40, 40);

/** What is a function and a method alike. */
const shared: FunctionTable = {
  ...maps('exp expm1 log log1p sqrt square abs sign tanh sin cos floor ceil round neg'),
  ...maps('sigmoid relu softplus logSigmoid=log-sigmoid'),
  ...binaries('add sub=subtract mul=multiply div=divide divNoNan=divide pow=power maximum minimum mod=modulo'),
  ...reductions('sum mean max min prod=product logSumExp=logsumexp', reduced),
  norm: is({ does: 'reduce', name: 'norm' }, 'operand order axis keepdims'),
  ...each('atan asin acos', is({ does: 'bounded', range: interval(-Math.PI, Math.PI) })),
  erf: is({ does: 'bounded', range: interval(-1, 1) }),
  relu6: is({ does: 'clip', low: 0, high: 6 }),
  squaredDifference: is({ does: 'bounded', range: nonNegative }),
  clipByValue: is({ does: 'clip' }, 'operand low high'),
  softmax: is({ does: 'library', name: 'softmax', axis: 'last' }, 'operand axis'),
  logSoftmax: is({ does: 'library', name: 'log-softmax', axis: 'last' }, 'operand axis'),
  ...each('toFloat toInt toBool clone asType', is({ does: 'same' })),
  cast: is({ does: 'cast' }, 'operand dtype'),
  expandDims: is({ does: 'insert-axis' }, 'operand axis'),
  squeeze: is({ does: 'squeeze' }),
  transpose: is({ does: 'reverse' }, 'operand shape'),
  reshape: is({ does: 'reshape' }, 'operand shape'),
  ...each('tile broadcastTo', is({ does: 'broadcast' }, 'operand shape')),
  gather: is({ does: 'gather' }, 'operand indices axis'),
  matMul: is({ does: 'inner-product' }, 'operand other transpose_a transpose_b'),
  dot: is({ does: 'inner-product' }, 'operand other'),
  ...comparisons('greater=> greaterEqual=>= less=< lessEqual=<= equal=== notEqual=!='),
  logicalAnd: is({ does: 'bounded', range: unit }),
  logicalNot: is({ does: 'bounded', range: unit, says: 'not' }),
  ...each('argMax argMin', is({ does: 'bounded', range: nonNegative })),
};

export const tensorFunctions: FunctionTable = {
  ...shared,
  where: is({ does: 'where' }, 'condition yes no'),
  ...maps('isFinite=finite'),
  ...each('scalar tensor tensor1d tensor2d tensor3d tensor4d', is({ does: 'same' })),
  ...each('variable', is({ does: 'same' })),
  ...each('zeros zerosLike', is({ does: 'full', value: 0 }, 'shape')),
  ...each('ones onesLike', is({ does: 'full', value: 1 }, 'shape')),
  fill: is({ does: 'full' }, 'shape value'),
  oneHot: is({ does: 'one-hot' }),
  eye: is({ does: 'identity' }),
  randomUniform: is({ does: 'bounded', range: interval(-Infinity, Infinity) }),
  ...each('randomNormal truncatedNormal', is({ does: 'bounded', range: gaussian })),
  ...each('concat stack', is({ does: 'stack' })),
  // Of probabilities where its last argument says so.
  multinomial: is({ does: 'drawn' }, 'operand count seed normalized'),
  'losses.softmaxCrossEntropy': losses('x=cross-entropy', 'targets operand weights', -1)['x']!,
  'losses.sigmoidCrossEntropy': losses('x=binary-cross-entropy', 'targets operand weights')['x']!,
  'losses.logLoss': losses('x=binary-cross-entropy-of-probabilities', 'targets operand weights')['x']!,
  ...losses('metrics.categoricalCrossentropy=cross-entropy-of-probabilities', 'targets operand', -1),
  ...losses('metrics.binaryCrossentropy=binary-cross-entropy-of-probabilities', 'targets operand'),
};

export const tensorMethods: FunctionTable = {
  ...shared,
  ...each('flatten as1D', is({ does: 'flatten' })),
  ...each('asScalar', is({ does: 'same' })),
  ...each('dataSync arraySync data array', is({ does: 'same' })),
};
