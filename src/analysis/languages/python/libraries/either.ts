// Modules that are one library or another when the program runs: `import cupy as xp`, else `import numpy as xp`.
import { findFunction, usual } from './index.ts';

/** The interface of NumPy, of whichever of these has been taken: no name that can be imported. */
export const eitherArray = 'numpy or cupy';
/** The same where one of them differentiates. */
export const eitherDifferentiated = 'numpy or jax.numpy';

const alike = ['autograd.numpy', 'jax.numpy', 'numpy', 'cupy', eitherArray, eitherDifferentiated];
const differentiated = new Set(['autograd.numpy', 'jax.numpy', eitherDifferentiated]);

/** The full dotted name under which something is known that is one of several; undefined if they are not alike. */
export function eitherOf(paths: readonly string[]): string | undefined {
  const [first] = paths;
  if (first === undefined || paths.every((path) => usual(path) === usual(first))) return first;
  const parts = paths.map(partsOf);
  const [{ rest } = { rest: '' }] = parts;
  if (parts.every((part) => part.module !== undefined && part.rest === rest)) {
    const isDifferentiated = parts.some(({ module }) => differentiated.has(module!));
    return `${isDifferentiated ? eitherDifferentiated : eitherArray}${rest}`;
  }
  // What a library has in two places: scipy.special.logsumexp, which was scipy.misc.logsumexp.
  const [known, ...others] = paths.map(findFunction);
  const isSame = others.every((each) => each?.operation === known?.operation && each?.family === known?.family);
  return known && isSame ? first : undefined;
}

function partsOf(path: string): { readonly module: string | undefined; readonly rest: string } {
  const module = alike.find((each) => path === each || path.startsWith(`${each}.`));
  return { module, rest: path.slice(module?.length ?? 0) };
}

/** Whether a name stands for such a module, and not for one that an import can bind. */
export function isEither(path: string): boolean {
  return path === eitherArray || path === eitherDifferentiated;
}

const choosing = new Set(['get_array_module', 'array_namespace']);

/** What a call of a library's function gives that is a module: that which the arrays are of that it is given. */
export function moduleGiven(path: string): string | undefined {
  const dot = path.lastIndexOf('.');
  if (!choosing.has(path.slice(dot + 1))) return undefined;
  return /^(?:cupy|chainer|array_api_compat)\b/.test(path) ? eitherArray : undefined;
}

/** Whether code says that a module is chosen when the program runs. */
export function mayChooseModule(code: string): boolean {
  return /\b(?:get_array_module|array_namespace)\b/.test(code);
}
