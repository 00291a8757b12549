// Classes whose objects are functions: layers and criteria. What they are made with is given to the function at each call.
import { each, is, losses, maps, type FunctionTable, type LibraryFunction } from '../../shared/libraries/operation.ts';
import { divergence, kerasLosses } from './losses.ts';
import { cosine, hardtanh, relu6 } from './torch.ts';
import { interval, unit } from '../../../terms/bounds/interval.ts';

/** What an object of a class does when it is called. */
export type Layer =
  /** A function with some of its arguments given beforehand, in the order of `configuration`. */
  | { readonly kind: 'function'; readonly configuration: readonly string[]; readonly function: LibraryFunction }
  /** One layer after another. */
  | { readonly kind: 'sequence' }
  /** What is computed from inputs, as outputs. */
  | { readonly kind: 'model'; readonly configuration: readonly string[] }
  /** Something not followed, then the activation that it is made with. */
  | { readonly kind: 'activated'; readonly configuration: readonly string[] }
  /** The activation that it is made with. */
  | { readonly kind: 'activation' }
  /** A model whose last layer people replace. */
  | { readonly kind: 'backbone' };

export type LayerTable = Readonly<Record<string, Layer>>;

function made(configuration: string, functions: FunctionTable): LayerTable {
  return Object.fromEntries(
    Object.entries(functions).map(([name, entry]) => [
      name,
      { kind: 'function', configuration: configuration.split(' '), function: entry },
    ]),
  );
}

function activated(configuration: string, names: string): LayerTable {
  const layer: Layer = { kind: 'activated', configuration: configuration.split(' ') };
  return Object.fromEntries(names.split(' ').map((name) => [name, layer]));
}

const softmax = is({ does: 'library', name: 'softmax', axis: 'last' }, 'operand axis');
const logSoftmax = is({ does: 'library', name: 'log-softmax', axis: 'last' }, 'operand axis');
const same = is({ does: 'same' });

/** torch.nn. Classes that are not here are opaque: MSELoss, Linear … */
export const torchLayers: LayerTable = {
  ...made('axis', { Softmax: softmax, LogSoftmax: logSoftmax }),
  ...made('inplace', maps('Sigmoid=sigmoid LogSigmoid=log-sigmoid Softplus=softplus Tanh=tanh ReLU=relu')),
  ...made('inplace', {
    Identity: same,
    ReLU6: relu6,
    Softsign: is({ does: 'bounded', range: interval(-1, 1) }),
    Hardsigmoid: is({ does: 'bounded', range: unit }),
  }),
  ...made('low high', { Hardtanh: hardtanh }),
  ...made('weight size_average ignore_index', losses('CrossEntropyLoss=cross-entropy', 'operand targets', 1)),
  ...made('weight size_average ignore_index', losses('NLLLoss=nll', 'operand targets', 1)),
  ...made('size_average', { KLDivLoss: divergence, CTCLoss: divergence }),
  ...made('weight size_average', losses('BCELoss=binary-cross-entropy-of-probabilities', 'operand targets')),
  ...made('weight size_average', losses('BCEWithLogitsLoss=binary-cross-entropy', 'operand targets')),
  ...made('weight size_average', losses('MultiLabelSoftMarginLoss=binary-cross-entropy', 'operand targets')),
  ...made('axis eps', { CosineSimilarity: cosine }),
  ...made('order eps keepdims', { PairwiseDistance: is({ does: 'distances' }, 'operand other') }),
  Sequential: { kind: 'sequence' },
};

/** mlx.nn, which has PyTorch's names. */
export const mlxLayers: LayerTable = {
  ...made('axis', { Softmax: softmax, LogSoftmax: logSoftmax }),
  ...made('inplace', maps('Sigmoid=sigmoid LogSigmoid=log-sigmoid Softplus=softplus Tanh=tanh ReLU=relu')),
  Sequential: { kind: 'sequence' },
};

/** flax.linen, haiku, equinox.nn. */
export const jaxLayers: LayerTable = {
  Sequential: { kind: 'sequence' },
};

const classes = {
  CategoricalCrossentropy: kerasLosses['categorical_crossentropy']!,
  SparseCategoricalCrossentropy: kerasLosses['sparse_categorical_crossentropy']!,
  BinaryCrossentropy: kerasLosses['binary_crossentropy']!,
};

/** keras.losses: what comes after the operand at a call is the weights of the samples. */
export const kerasCriteria: LayerTable = made(
  'from_logits label_smoothing axis',
  Object.fromEntries(
    Object.entries(classes).map(([name, { operation }]) => [name, is(operation, 'targets operand sample_weight')]),
  ),
);

/** keras.layers. */
export const kerasLayers: LayerTable = {
  ...made('axis', { Softmax: softmax }),
  ...made('max_value', maps('ReLU=relu')),
  ...activated('units activation', 'Dense'),
  ...activated(
    'filters kernel_size strides padding data_format dilation_rate groups activation',
    'Conv1D Conv2D Conv3D',
  ),
  Activation: { kind: 'activation' },
};

export const kerasModels: LayerTable = {
  Sequential: { kind: 'sequence' },
  Model: { kind: 'model', configuration: ['inputs', 'outputs'] },
};

/** keras.activations, by the names that layers take as strings, too. */
export const kerasActivations: FunctionTable = {
  ...maps('sigmoid tanh relu softplus exponential=exp log_sigmoid=log-sigmoid'),
  softmax,
  log_softmax: logSoftmax,
  ...each('linear', same),
  hard_sigmoid: is({ does: 'bounded', range: unit }),
  softsign: is({ does: 'bounded', range: interval(-1, 1) }),
};

/** Functions that make models for images; what they are called, there is no end to. */
const backbones =
  /^(?:torchvision\.models(?:\.\w+)*\.[a-z]\w*|timm(?:\.models)?\.create_model|torch\.hub\.load|efficientnet_pytorch\.EfficientNet\.\w+)$/;
/** What the last layers of such models are called. */
const heads = new Set(['fc', 'classifier', 'head', 'heads', 'last_linear', '_fc']);

export function makesBackbone(path: string): boolean {
  return backbones.test(path);
}

export function isHead(name: string): boolean {
  return heads.has(name);
}
