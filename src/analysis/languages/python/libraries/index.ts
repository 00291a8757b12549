// Which function of which library a dotted name is. A library is a row here and a table of its own.
import { builtinFunctions, mathFunctions, randomFunctions } from './builtins.ts';
import { formats } from '../../../../kernels/index.ts';
import { findDtype } from './dtypes.ts';
import * as families from './families.ts';
import type { Family } from '../../shared/libraries/family.ts';
import { numpyFunctions } from './numpy.ts';
import * as layers from './layers.ts';
import type { Layer, LayerTable } from './layers.ts';
import { kerasLosses, mlxLosses, optaxLosses, tensorflowLosses, torchLosses } from './losses.ts';
import { is, type FunctionTable, type KnownFunction } from '../../shared/libraries/operation.ts';
import * as others from './others.ts';
import { jaxNnFunctions, normalFunctions, scipyFunctions } from './scipy.ts';
import { tensorflowFunctions } from './tensorflow.ts';
import { torchFunctions } from './torch.ts';

export { arrayMethods } from './methods.ts';

interface Library {
  readonly module: string;
  readonly functions: FunctionTable;
  readonly family: Family | undefined;
  /** Its classes whose objects are functions. */
  readonly layers?: LayerTable;
}

const { numpy, torch, jax, tensorflow, keras, math } = families;
const mlx: Family = { ...families.likeNumpy('mlx.core'), format: 'float32', behaviour: jax.behaviour };
const autograd: Family = { ...families.likeNumpy('autograd.numpy'), behaviour: jax.behaviour };
/** One of some modules with the interface of NumPy, one of which differentiates. */
const eitherDifferentiated: Family = { ...families.likeNumpy('numpy or jax.numpy'), behaviour: jax.behaviour };
const mxnet: Family = { ...families.likeNumpy('mxnet.np'), format: 'float32', behaviour: jax.behaviour };
/** Activations keep their logits beside their result, and losses take these: _keras_logits in keras/backend.py. */
const kerasNetworks: Family = {
  ...keras,
  behaviour: {
    ...keras.behaviour,
    recovers: { by: 'losses', note: 'Keras takes the logits of its own activations, where it runs on TensorFlow' },
  },
};

/** K.epsilon(), unless it is set to something else. */
const epsilon = is({ does: 'constant', value: 1e-7 });
/** K.repeat(x, n): a new second axis, along which rows are repeated; a value that broadcasts does as well. */
const repeatedAlong = is({ does: 'insert-axis', axis: 1 });

/** A module before those within it that have a table of their own would hide them: the longest name wins. */
const libraries: readonly Library[] = [
  { module: 'numpy', functions: numpyFunctions, family: numpy },
  { module: 'numpy.ma', functions: numpyFunctions, family: numpy },
  { module: 'pylab', functions: numpyFunctions, family: numpy },
  { module: 'autograd.numpy', functions: numpyFunctions, family: autograd },
  { module: 'autograd.scipy.special', functions: { ...numpyFunctions, ...scipyFunctions }, family: autograd },
  { module: 'cupy', functions: numpyFunctions, family: families.likeNumpy('cupy') },
  { module: 'numpy or cupy', functions: numpyFunctions, family: families.likeNumpy('numpy or cupy') },
  { module: 'numpy or jax.numpy', functions: numpyFunctions, family: eitherDifferentiated },
  { module: 'jax.numpy', functions: numpyFunctions, family: jax },
  { module: 'jax.nn', functions: jaxNnFunctions, family: jax },
  { module: 'flax.linen', functions: jaxNnFunctions, family: jax, layers: layers.jaxLayers },
  { module: 'haiku', functions: {}, family: jax, layers: layers.jaxLayers },
  { module: 'equinox.nn', functions: {}, family: jax, layers: layers.jaxLayers },
  { module: 'jax.scipy.special', functions: scipyFunctions, family: jax },
  { module: 'scipy', functions: numpyFunctions, family: numpy },
  { module: 'scipy.special', functions: { ...numpyFunctions, ...scipyFunctions }, family: numpy },
  { module: 'scipy.stats.norm', functions: normalFunctions, family: numpy },
  { module: 'scipy.misc', functions: scipyFunctions, family: numpy },
  { module: 'scipy.spatial.distance', functions: others.distanceFunctions, family: numpy },
  { module: 'sklearn', functions: others.sklearnFunctions, family: numpy },
  { module: 'sentence_transformers.util', functions: others.sentenceFunctions, family: torch },
  { module: 'torch_scatter', functions: others.scatterFunctions, family: torch },
  { module: 'torch_geometric.utils', functions: others.groupFunctions, family: torch },
  { module: 'jax.ops', functions: others.groupFunctions, family: jax },
  { module: 'einops', functions: others.einopsFunctions, family: undefined },
  { module: 'torch', functions: torchFunctions, family: torch },
  { module: 'torch.distributions', functions: others.distributions, family: torch },
  { module: 'tensorflow_probability.distributions', functions: others.distributions, family: tensorflow },
  { module: 'distrax', functions: others.distributions, family: jax },
  { module: 'jax.random', functions: { categorical: is({ does: 'drawn' }, 'key operand axis') }, family: jax },
  { module: 'torch.nn', functions: {}, family: torch, layers: layers.torchLayers },
  { module: 'torch.nn.functional', functions: { ...torchFunctions, ...torchLosses }, family: torch },
  {
    module: 'tensorflow',
    functions: { ...tensorflowFunctions, ...others.groupFunctions, ...tensorflowLosses },
    family: tensorflow,
  },
  { module: 'tensorflow.math', functions: { ...tensorflowFunctions, ...others.groupFunctions }, family: tensorflow },
  { module: 'keras', functions: {}, family: keras, layers: layers.kerasModels },
  { module: 'keras.models', functions: {}, family: keras, layers: layers.kerasModels },
  {
    module: 'keras.backend',
    functions: { ...tensorflowFunctions, ...kerasLosses, epsilon, repeat: repeatedAlong },
    family: families.kerasBackend,
  },
  { module: 'keras.losses', functions: kerasLosses, family: kerasNetworks, layers: layers.kerasCriteria },
  { module: 'keras.metrics', functions: kerasLosses, family: kerasNetworks },
  { module: 'keras.layers', functions: {}, family: kerasNetworks, layers: layers.kerasLayers },
  { module: 'keras.activations', functions: layers.kerasActivations, family: kerasNetworks },
  { module: 'optax', functions: optaxLosses, family: jax },
  { module: 'keras.ops', functions: others.kerasOperations, family: families.kerasOperations },
  {
    module: 'keras.utils',
    functions: {
      to_categorical: is({ does: 'one-hot' }),
      normalize: is({ does: 'normalised', axis: -1 }, 'operand axis order'),
    },
    family: keras,
  },
  { module: 'theano.tensor', functions: others.theanoFunctions, family: families.theano },
  { module: 'chainer.functions', functions: others.chainerFunctions, family: families.chainer },
  { module: 'paddle', functions: torchFunctions, family: families.paddle },
  { module: 'paddle.nn', functions: {}, family: families.paddle, layers: layers.torchLayers },
  {
    module: 'paddle.nn.functional',
    functions: { ...torchFunctions, ...torchLosses, ...others.paddleLosses },
    family: families.paddle,
  },
  { module: 'mlx.core', functions: others.mlxFunctions, family: mlx },
  { module: 'mlx.nn', functions: others.mlxNnFunctions, family: mlx, layers: layers.mlxLayers },
  { module: 'mlx.nn.losses', functions: mlxLosses, family: mlx },
  { module: 'mxnet.np', functions: numpyFunctions, family: mxnet },
  { module: 'mxnet.npx', functions: others.mxnetFunctions, family: mxnet },
  { module: 'mxnet.nd', functions: others.mxnetFunctions, family: mxnet },
  { module: 'tinygrad', functions: { Tensor: is({ does: 'same' }) }, family: families.tinygrad },
  { module: 'tinygrad.Tensor', functions: others.tinygradFunctions, family: families.tinygrad },
  { module: 'jax.lax', functions: others.laxFunctions, family: jax },
  { module: 'math', functions: mathFunctions, family: math },
  { module: 'random', functions: randomFunctions, family: undefined },
  { module: 'builtins', functions: builtinFunctions, family: undefined },
];

/** The functions and layers of every library. */
export function everyTable(): readonly { readonly functions: FunctionTable; readonly layers?: LayerTable }[] {
  return libraries;
}

const byModule = new Map(libraries.map((library) => [library.module, library]));

/** Other names of modules: what was moved, and what is there twice. The first that fits is taken. */
const renamed: readonly (readonly [from: string, to: string])[] = [
  ['tensorflow.compat.v1.losses', 'tensorflow.losses'],
  ['tensorflow.compat.v1', 'tensorflow'],
  ['tensorflow.compat.v2', 'tensorflow'],
  ['tensorflow.python.keras', 'keras'],
  ['tensorflow.keras', 'keras'],
  ['tensorflow.experimental.numpy', 'numpy'],
  ['pytensor.tensor', 'theano.tensor'],
  ['aesara.tensor', 'theano.tensor'],
  ['cupyx.scipy.special', 'scipy.special'],
  ['tinygrad.tensor.Tensor', 'tinygrad.Tensor'],
  ['tf_keras', 'keras'],
  ['keras.api', 'keras'],
  ['torch.distributions.categorical', 'torch.distributions'],
  ['torch.distributions.one_hot_categorical', 'torch.distributions'],
  ['torch.nn.modules.loss', 'torch.nn'],
  ['torch.nn.modules.activation', 'torch.nn'],
  ['torch.nn.modules', 'torch.nn'],
];

/** Paths of a project are few, and each is looked up at every place that has it. */
function kept<T>(find: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    if (known.has(path)) return known.get(path)!;
    // What programs name in all of a long run is without end.
    if (known.size >= mostKept) known.clear();
    const found = find(path);
    known.set(path, found);
    return found;
  };
}

const mostKept = 10_000;

/** The name that the tables have for a path. */
export function usual(path: string): string {
  for (const [from, to] of renamed) {
    if (path === from || path.startsWith(`${from}.`)) return usual(to + path.slice(from.length));
  }
  return path;
}

function locate(path: string): { library: Library; name: string } | undefined {
  const name = usual(path);
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    const library = byModule.get(name.slice(0, dot));
    if (library) return { library, name: name.slice(dot + 1) };
  }
  return undefined;
}

/** The function of that full dotted name, if a table has it. */
export const findFunction = kept((path): KnownFunction | undefined => {
  const place = locate(path);
  if (!place) return undefined;
  if (!Object.hasOwn(place.library.functions, place.name)) {
    const moved = inKeras(place);
    return moved === undefined ? undefined : findFunction(moved);
  }
  return { ...place.library.functions[place.name]!, family: place.library.family };
});

/** In TensorFlow 2 tf.losses is tf.keras.losses. */
function inKeras({ library, name }: { library: Library; name: string }): string | undefined {
  return library.module === 'tensorflow' && /^(losses|metrics)\./.test(name) ? `keras.${name}` : undefined;
}

export interface KnownLayer {
  readonly layer: Layer;
  readonly family: Family | undefined;
}

/** The class of that full dotted name, if its objects are functions that are known. */
export const findLayer = kept((path): KnownLayer | undefined => {
  if (layers.makesBackbone(path)) return { layer: { kind: 'backbone' }, family: torch };
  const place = locate(path);
  const moved = place && inKeras(place);
  if (moved !== undefined) return findLayer(moved);
  const table = place?.library.layers;
  if (!table || !Object.hasOwn(table, place.name)) return undefined;
  return { layer: table[place.name]!, family: place.library.family };
});

const constants: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  inf: Infinity,
  Inf: Infinity,
  infty: Infinity,
};

/** Every dotted name at which a table has something, and those that such names begin with. */
const beginnings: ReadonlySet<string> = new Set(
  [
    ...libraries.flatMap(({ module, functions, layers: classes = {} }) =>
      [...Object.keys(functions), ...Object.keys(classes), ...Object.keys(constants)].map(
        (name) => `${module}.${name}`,
      ),
    ),
    ...renamed.map(([from]) => from),
  ].flatMap(beginningsOf),
);

function beginningsOf(path: string): readonly string[] {
  const parts = path.split('.');
  return parts.map((_, index) => parts.slice(0, index + 1).join('.'));
}

/** Whether something that a table has can have a full dotted name that is this one or begins with it. */
export function canBegin(path: string): boolean {
  const known = usual(path);
  return beginnings.has(path) || beginnings.has(known) || /^tensorflow\.(losses|metrics)(\.|$)/.test(known);
}

/** The function that a layer's activation names. */
export function findActivation(name: string): KnownFunction | undefined {
  return findFunction(`keras.activations.${name}`);
}

/** The family that a module or something in it belongs to. */
export const familyOfPath = kept((path): Family | undefined => {
  return (byModule.get(usual(path)) ?? locate(path)?.library)?.family;
});

export const isKnownModule = kept((path): boolean => {
  return byModule.has(usual(path));
});

const ofSystem: Readonly<Record<string, number>> = {
  'sys.float_info.epsilon': 2 ** -52,
  'sys.float_info.min': 2 ** -1022,
  'sys.float_info.max': Number.MAX_VALUE,
  'sys.maxsize': 2 ** 63,
};

/** np.pi, math.e, torch.inf, tf.float16.min and the like. */
export const findConstant = kept((path): number | undefined => {
  if (Object.hasOwn(ofSystem, path)) return ofSystem[path];
  const place = locate(path);
  if (place?.library.module === 'tensorflow') return limitOfFormat(place.name);
  return place && place.library.module !== 'builtins' && Object.hasOwn(constants, place.name)
    ? constants[place.name]
    : undefined;
});

/** TensorFlow's formats have their least and greatest number as an attribute. */
function limitOfFormat(name: string): number | undefined {
  const [, type, end] = /^(?:dtypes\.)?(\w+)\.(min|max)$/.exec(name) ?? [];
  const format = type === undefined ? undefined : findDtype(type);
  if (format === undefined || format === 'integer') return undefined;
  return end === 'max' ? formats[format].max : -formats[format].max;
}
