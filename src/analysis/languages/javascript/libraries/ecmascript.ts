// Functions of the language itself, by their dotted names.
import { interval, nonNegative, unit } from '../../../terms/bounds/interval.ts';
import { each, is, maps, type FunctionTable } from '../../shared/libraries/operation.ts';

/** Math.max and Math.min take any number of arguments: see calls.ts. */
export const mathFunctions: FunctionTable = {
  ...maps('exp expm1 log log1p sqrt abs sign tanh sin cos floor ceil round'),
  pow: is({ does: 'binary', name: 'power' }, 'operand other'),
  log2: is({ does: 'log-to', base: 2 }),
  log10: is({ does: 'log-to', base: 10 }),
  fround: is({ does: 'cast', format: 'float32' }),
  hypot: is({ does: 'bounded', range: nonNegative }),
  random: is({ does: 'bounded', range: unit }),
  ...each('atan asin acos atan2', is({ does: 'bounded', range: interval(-Math.PI, Math.PI) })),
};

export const globalFunctions: FunctionTable = {
  ...each('Number parseFloat structuredClone', is({ does: 'same' })),
  ...each('Number.parseFloat Object.freeze', is({ does: 'same' })),
  ...maps('isFinite=finite Number.isFinite=finite'),
  ...each('isNaN Number.isNaN Number.isInteger', is({ does: 'bounded', range: unit })),
};

export const constants: Readonly<Record<string, number>> = {
  Infinity: Infinity,
  'Math.E': Math.E,
  'Math.PI': Math.PI,
  'Math.LN2': Math.LN2,
  'Math.LN10': Math.LN10,
  'Math.LOG2E': Math.LOG2E,
  'Math.LOG10E': Math.LOG10E,
  'Math.SQRT2': Math.SQRT2,
  'Math.SQRT1_2': Math.SQRT1_2,
  'Number.EPSILON': Number.EPSILON,
  'Number.MAX_VALUE': Number.MAX_VALUE,
  'Number.MIN_VALUE': Number.MIN_VALUE,
  'Number.MAX_SAFE_INTEGER': Number.MAX_SAFE_INTEGER,
  'Number.MIN_SAFE_INTEGER': Number.MIN_SAFE_INTEGER,
  'Number.POSITIVE_INFINITY': Infinity,
  'Number.NEGATIVE_INFINITY': -Infinity,
};
