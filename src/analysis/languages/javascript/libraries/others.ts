// mathjs and lodash, as far as people compute softmaxes with them.
import { each, is, maps, reductions, type FunctionTable } from '../../shared/libraries/operation.ts';

/** mathjs: by element, reductions over all elements. */
export const mathjsFunctions: FunctionTable = {
  ...maps('exp expm1 log1p sqrt square abs sign tanh sin cos floor ceil round'),
  ...maps('unaryMinus=neg'),
  log: is({ does: 'map', name: 'log' }),
  log2: is({ does: 'log-to', base: 2 }),
  log10: is({ does: 'log-to', base: 10 }),
  ...reductions('sum mean prod=product max min', 'operand axis'),
  ...each('add', is({ does: 'binary', name: 'add' }, 'operand other')),
  ...each('subtract', is({ does: 'binary', name: 'subtract' }, 'operand other')),
  ...each('dotMultiply multiply', is({ does: 'binary', name: 'multiply' }, 'operand other')),
  ...each('dotDivide divide', is({ does: 'binary', name: 'divide' }, 'operand other')),
  ...each('dotPow pow', is({ does: 'binary', name: 'power' }, 'operand other')),
  ...each('matrix clone number', is({ does: 'same' })),
  transpose: is({ does: 'reverse' }),
  map: is({ does: 'each' }, 'operand callback'),
};

/** lodash: of arrays. */
export const lodashFunctions: FunctionTable = {
  sum: is({ does: 'reduce', name: 'sum', usual: 'first' }),
  mean: is({ does: 'reduce', name: 'mean', usual: 'first' }),
  max: is({ does: 'reduce', name: 'max', usual: 'first' }),
  min: is({ does: 'reduce', name: 'min', usual: 'first' }),
  ...each('clone cloneDeep', is({ does: 'same' })),
  map: is({ does: 'each' }, 'operand callback'),
};
