// Functions that take a function and return another.
import type { Transformed } from '../../shared/lower/callable.ts';

/**
 * - partial: with some arguments given
 * - mapped: of each slice of its arguments
 * - gradient, value and gradient: what is differentiated
 * - record: a class of objects with the given fields
 */
const transforms: Readonly<Record<string, Transformed['kind'] | 'record'>> = {
  'functools.partial': 'partial',
  'jax.tree_util.Partial': 'partial',
  'jax.vmap': 'mapped',
  'jax.pmap': 'mapped',
  'torch.vmap': 'mapped',
  'torch.func.vmap': 'mapped',
  'functorch.vmap': 'mapped',
  'mlx.core.vmap': 'mapped',
  'jax.grad': 'gradient',
  'torch.func.grad': 'gradient',
  'mlx.core.grad': 'gradient',
  'jax.value_and_grad': 'value and gradient',
  'torch.func.grad_and_value': 'gradient',
  'mlx.core.value_and_grad': 'value and gradient',
  'mlx.nn.value_and_grad': 'value and gradient',
  'equinox.filter_vmap': 'mapped',
  'equinox.filter_grad': 'gradient',
  'equinox.filter_value_and_grad': 'value and gradient',
  'flax.nnx.vmap': 'mapped',
  'flax.nnx.grad': 'gradient',
  'flax.nnx.value_and_grad': 'value and gradient',
  'collections.namedtuple': 'record',
};

/** Functions that take a model before the function that is differentiated. */
export function takesModelFirst(path: string): boolean {
  return path === 'mlx.nn.value_and_grad';
}

const records = new Set([
  ...['types.SimpleNamespace', 'easydict.EasyDict', 'flax.training.train_state.TrainState.create'],
  ...['flax.training.train_state.TrainState', 'argparse.Namespace'],
]);

/** Whether a call of a library's function is an object that has what it is given under the names it is given with. */
export function makesRecord(path: string): boolean {
  return records.has(path);
}

/** Whether a method gives the same record with other values in some of its fields. */
export function replacesFields(method: string): boolean {
  return method === 'replace' || method === '_replace' || method === 'apply_gradients';
}

const keptApart: Readonly<Record<string, number>> = {
  'haiku.transform': 2,
  'haiku.transform_with_state': 3,
  'haiku.without_apply_rng': 1,
};

/** How much what a library makes of a function takes before what that takes; undefined of any other function. */
export function parametersBefore(path: string): number | undefined {
  return Object.hasOwn(keptApart, path) ? keptApart[path] : undefined;
}

/** By the full dotted name; undefined of any other function. */
export function transformOf(path: string): Transformed['kind'] | 'record' | undefined {
  return Object.hasOwn(transforms, path) ? transforms[path] : undefined;
}

/** Whether a call of a library's class is a dictionary of the pairs, or of the dictionary, that it is given. */
export function makesDictionary(path: string): boolean {
  return path === 'collections.OrderedDict' || path === 'torch.nn.ModuleDict';
}
