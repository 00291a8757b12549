// What rewrites may call, by what it is in the term language.
import type { Callable, LibraryCall } from '../../shared/libraries/family.ts';
import { way } from '../../shared/libraries/ways.ts';

type Functions = Readonly<Partial<Record<Callable, LibraryCall>>>;

/** Functions of a module whose names are given as "callable" or "callable=name"; of tensors also as methods. */
function named(module: string, names: string, methods = false): Functions {
  return Object.fromEntries(
    names.split(' ').map((pair) => {
      const [callable, name = callable] = pair.split('=');
      return [callable!, { ways: way(module, name!), ...(methods && { method: name! }) }];
    }),
  );
}

export const ecmascript: Functions = {
  ...named('Math', 'exp log log1p expm1 abs sqrt tanh sign maximum=max minimum=min'),
  ...named('Number', 'finite=isFinite'),
};

export const mathjs: Functions = named('mathjs', 'exp log log1p expm1 abs sqrt tanh sign square max subtract');

const ofTensors = 'exp log log1p expm1 abs sqrt square tanh sign sigmoid softplus log-sigmoid=logSigmoid neg';
const ofPairs = 'add subtract=sub multiply=mul divide=div power=pow maximum minimum';

export const tfjs: Functions = {
  ...named('tfjs', ofTensors, true),
  ...named('tfjs', ofPairs, true),
  ...named('tfjs', 'sum mean max min product=prod', true),
  // It takes the maximum from the elements as it is: an infinite one leaves Infinity - Infinity.
  logsumexp: {
    ways: way('tfjs', 'logSumExp'),
    method: 'logSumExp',
    doubt: 'that of TensorFlow.js is NaN where the largest is infinite',
  },
  ...named('tfjs', 'where finite=isFinite'),
  softmax: { ways: way('tfjs', 'softmax'), method: 'softmax', usual: 'last' },
  'log-softmax': { ways: way('tfjs', 'logSoftmax'), method: 'logSoftmax', usual: 'last' },
};
