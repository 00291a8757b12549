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
  'collections.namedtuple': 'record',
};

/** Whether a call of a library's function is an object that has what it is given under the names it is given with. */
export function makesRecord(path: string): boolean {
  return path === 'types.SimpleNamespace';
}

/** By the full dotted name; undefined of any other function. */
export function transformOf(path: string): Transformed['kind'] | 'record' | undefined {
  return Object.hasOwn(transforms, path) ? transforms[path] : undefined;
}
