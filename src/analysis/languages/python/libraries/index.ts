// Which function of which library a dotted name is. A library is a row here and a table of its own.
import { builtinFunctions, mathFunctions } from './builtins.ts';
import * as families from './families.ts';
import type { Family } from './family.ts';
import { numpyFunctions } from './numpy.ts';
import type { FunctionTable, LibraryFunction } from './operation.ts';
import { jaxNnFunctions, scipyFunctions } from './scipy.ts';
import { tensorflowFunctions } from './tensorflow.ts';
import { torchFunctions } from './torch.ts';

export { arrayMethods } from './methods.ts';

interface Library {
  readonly module: string;
  readonly functions: FunctionTable;
  readonly family: Family | undefined;
}

const { numpy, torch, jax, tensorflow, math } = families;

/** A module before those within it that have a table of their own would hide them: the longest name wins. */
const libraries: readonly Library[] = [
  { module: 'numpy', functions: numpyFunctions, family: numpy },
  { module: 'numpy.ma', functions: numpyFunctions, family: numpy },
  { module: 'pylab', functions: numpyFunctions, family: numpy },
  {
    module: 'autograd.numpy',
    functions: numpyFunctions,
    family: { ...families.likeNumpy('autograd.numpy'), behaviour: jax.behaviour },
  },
  { module: 'cupy', functions: numpyFunctions, family: families.likeNumpy('cupy') },
  { module: 'jax.numpy', functions: numpyFunctions, family: jax },
  { module: 'jax.nn', functions: jaxNnFunctions, family: jax },
  { module: 'jax.scipy.special', functions: scipyFunctions, family: jax },
  { module: 'scipy', functions: numpyFunctions, family: numpy },
  { module: 'scipy.special', functions: { ...numpyFunctions, ...scipyFunctions }, family: numpy },
  { module: 'scipy.misc', functions: scipyFunctions, family: numpy },
  { module: 'torch', functions: torchFunctions, family: torch },
  { module: 'torch.nn.functional', functions: torchFunctions, family: torch },
  { module: 'tensorflow', functions: tensorflowFunctions, family: tensorflow },
  { module: 'tensorflow.math', functions: tensorflowFunctions, family: tensorflow },
  { module: 'tensorflow.compat.v1', functions: tensorflowFunctions, family: tensorflow },
  { module: 'keras.backend', functions: tensorflowFunctions, family: { ...tensorflow, maximum: undefined } },
  { module: 'tensorflow.keras.backend', functions: tensorflowFunctions, family: { ...tensorflow, maximum: undefined } },
  { module: 'math', functions: mathFunctions, family: math },
  { module: 'builtins', functions: builtinFunctions, family: undefined },
];

const byModule = new Map(libraries.map((library) => [library.module, library]));

function locate(path: string): { library: Library; name: string } | undefined {
  for (let dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
    const library = byModule.get(path.slice(0, dot));
    if (library) return { library, name: path.slice(dot + 1) };
  }
  return undefined;
}

export interface KnownFunction extends LibraryFunction {
  readonly family: Family | undefined;
}

/** The function of that full dotted name, if a table has it. */
export function findFunction(path: string): KnownFunction | undefined {
  const place = locate(path);
  if (!place || !Object.hasOwn(place.library.functions, place.name)) return undefined;
  return { ...place.library.functions[place.name]!, family: place.library.family };
}

/** The family that a module or something in it belongs to. */
export function familyOfPath(path: string): Family | undefined {
  return (byModule.get(path) ?? locate(path)?.library)?.family;
}

export function isKnownModule(path: string): boolean {
  return byModule.has(path);
}

const constants: Readonly<Record<string, number>> = {
  pi: Math.PI,
  e: Math.E,
  inf: Infinity,
  Inf: Infinity,
  infty: Infinity,
};

/** np.pi, math.e, torch.inf and the like. */
export function findConstant(path: string): number | undefined {
  const place = locate(path);
  return place && place.library.module !== 'builtins' && Object.hasOwn(constants, place.name)
    ? constants[place.name]
    : undefined;
}
