// mathjs, lodash, Ramda and D3, as far as people compute softmaxes with them.
import { binaries, each, is, maps, reductions, type FunctionTable } from '../../shared/libraries/operation.ts';

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
};

/** Of an array, over its first axis. */
const ofArrays = (names: string) => reductions(names, 'operand', 'first');
/** Of two numbers. */
const ofTwo = (names: string) => binaries(names, 'operand other');

/** lodash: of arrays. */
export const lodashFunctions: FunctionTable = {
  ...ofArrays('sum mean max min'),
  ...each('clone cloneDeep toArray identity', is({ does: 'same' })),
  ...ofTwo('add subtract multiply divide'),
};

/** Ramda: max and min are of two. */
export const ramdaFunctions: FunctionTable = {
  ...ofArrays('sum mean product'),
  ...ofTwo('add subtract multiply divide max=maximum min=minimum'),
  negate: is({ does: 'map', name: 'neg' }),
  ...each('clone identity', is({ does: 'same' })),
};

/** p5, whose functions are globals of a sketch: of numbers. What max and min take, calls.ts says. */
export const sketchFunctions: FunctionTable = {
  ...maps('exp log sqrt abs floor ceil round sq=square'),
  pow: is({ does: 'binary', name: 'power' }, 'operand other'),
  constrain: is({ does: 'clip' }, 'operand low high'),
};

/** D3's arrays. */
export const d3Functions: FunctionTable = ofArrays('sum mean max min fsum=sum greatest=max least=min');
