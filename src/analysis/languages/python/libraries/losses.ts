// Losses by what they take: logits, probabilities, or log-probabilities. Their scalings (mean, sum) are not told apart.
import { unbounded } from '../../../terms/bounds/interval.ts';
import { each, is, losses, type FunctionTable } from '../../shared/libraries/operation.ts';

const torchOptions = 'operand targets weight size_average';

/** Of logarithms of probabilities; what it takes the logarithm of itself is not its operand. */
export const divergence = is({ does: 'bounded', range: unbounded, says: 'divergence' }, 'operand targets');

/** torch.nn.functional. */
export const torchLosses: FunctionTable = {
  ...losses('cross_entropy=cross-entropy', `${torchOptions} ignore_index`, 1),
  ...losses('nll_loss=nll', `${torchOptions} ignore_index`, 1),
  ...each('kl_div ctc_loss', divergence),
  ...losses('binary_cross_entropy=binary-cross-entropy-of-probabilities', torchOptions),
  ...losses('binary_cross_entropy_with_logits=binary-cross-entropy', torchOptions),
  ...losses('multilabel_soft_margin_loss=binary-cross-entropy', torchOptions),
};

const crossEntropy = 'cross-entropy-of-probabilities|cross-entropy';
const binaryCrossEntropy = 'binary-cross-entropy-of-probabilities|binary-cross-entropy';

/** keras.losses, keras.metrics and keras.backend: of probabilities unless told. */
export const kerasLosses: FunctionTable = {
  ...losses(`categorical_crossentropy=${crossEntropy}`, 'targets operand from_logits label_smoothing axis', -1),
  ...losses(`sparse_categorical_crossentropy=${crossEntropy}`, 'targets operand from_logits ignore_class axis', -1),
  ...losses(`binary_crossentropy=${binaryCrossEntropy}`, 'targets operand from_logits label_smoothing axis'),
};

const ofLogits = 'targets operand axis';

/** Under tf. directly. Positional arguments are labels first, as they are since TensorFlow 1. */
export const tensorflowLosses: FunctionTable = {
  ...losses('nn.softmax_cross_entropy_with_logits=cross-entropy', ofLogits, -1),
  ...losses('nn.softmax_cross_entropy_with_logits_v2=cross-entropy', ofLogits, -1),
  ...losses('nn.sparse_softmax_cross_entropy_with_logits=cross-entropy', 'targets operand', -1),
  ...losses('nn.sigmoid_cross_entropy_with_logits=binary-cross-entropy', 'targets operand'),
  ...losses('nn.weighted_cross_entropy_with_logits=binary-cross-entropy', 'targets operand pos_weight'),
  ...losses('losses.softmax_cross_entropy=cross-entropy', 'targets operand weights', -1),
  ...losses('losses.sparse_softmax_cross_entropy=cross-entropy', 'targets operand weights', -1),
  ...losses('losses.sigmoid_cross_entropy=binary-cross-entropy', 'targets operand weights'),
  ...losses('losses.log_loss=binary-cross-entropy-of-probabilities', 'targets operand weights'),
};

/** Theano's, which take probabilities first. */
export const theanoLosses: FunctionTable = {
  ...losses('nnet.categorical_crossentropy=cross-entropy-of-probabilities', 'operand targets', -1),
  ...losses('nnet.binary_crossentropy=binary-cross-entropy-of-probabilities', 'operand targets'),
  ...losses('nnet.sigmoid_binary_crossentropy=binary-cross-entropy', 'operand targets'),
};

/** mlx.nn.losses. */
export const mlxLosses: FunctionTable = {
  ...losses('cross_entropy=cross-entropy', 'operand targets weights axis', -1),
  ...losses('nll_loss=nll', 'operand targets axis', -1),
  binary_cross_entropy: is(
    {
      does: 'loss',
      name: 'binary-cross-entropy-of-probabilities',
      ofLogits: 'binary-cross-entropy',
      usuallyLogits: true,
    },
    'operand targets weights from_logits',
  ),
};

/** optax, whose losses take logits first. */
export const optaxLosses: FunctionTable = {
  ...losses('softmax_cross_entropy=cross-entropy', 'operand targets axis', -1),
  ...losses('softmax_cross_entropy_with_integer_labels=cross-entropy', 'operand targets axis', -1),
  ...losses('sigmoid_binary_cross_entropy=binary-cross-entropy', 'operand targets'),
};
