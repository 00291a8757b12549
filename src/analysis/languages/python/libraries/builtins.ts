// Python's own functions and those of the math module.
import { interval, nonNegative, unbounded, unit } from '../../../terms/bounds/interval.ts';
import { binaries, each, is, maps, type FunctionTable } from '../../shared/libraries/operation.ts';

export const builtinFunctions: FunctionTable = {
  ...maps('abs'),
  // Python adds up along the first axis of whatever it is given.
  sum: is({ does: 'reduce', name: 'sum' }, 'operand start'),
  max: is({ does: 'reduce-or-binary', reduce: 'max', binary: 'maximum' }),
  min: is({ does: 'reduce-or-binary', reduce: 'min', binary: 'minimum' }),
  pow: is({ does: 'binary', name: 'power' }, 'operand other'),
  ...each('list tuple float iter memoryview', is({ does: 'same' })),
  reversed: is({ does: 'turned' }),
  sorted: is({ does: 'ordered' }),
  ...each('len', is({ does: 'bounded', range: nonNegative, says: 'form' })),
  range: is({ does: 'range' }),
  // Python 2's.
  xrange: is({ does: 'range' }),
  all: is({ does: 'quantify', over: 'all' }),
  any: is({ does: 'quantify', over: 'any' }),
  round: is({ does: 'map', name: 'round' }),
};

export const mathFunctions: FunctionTable = {
  ...maps('exp expm1 log1p sqrt fabs=abs tanh sin cos floor ceil isfinite=finite'),
  ...binaries('pow=power fmod=modulo'),
  log: is({ does: 'map', name: 'log' }, 'operand base'),
  exp2: is({ does: 'power-of', base: 2 }),
  log2: is({ does: 'log-to', base: 2 }),
  log10: is({ does: 'log-to', base: 10 }),
  ...each('atan atan2 asin acos', is({ does: 'bounded', range: interval(-Math.PI, Math.PI) })),
  erf: is({ does: 'bounded', range: interval(-1, 1) }),
  fsum: is({ does: 'reduce', name: 'sum' }),
};

/** Of Python's module random. */
export const randomFunctions: FunctionTable = {
  random: is({ does: 'bounded', range: unit }),
  uniform: is({ does: 'bounded', range: unbounded }),
};
