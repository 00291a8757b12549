// Methods of numbers, and of arrays of them, that are objects of a class of the project, by the names that people give them.
import {
  binaries,
  each,
  is,
  maps,
  reductions,
  type FunctionTable,
  type LibraryFunction,
} from '../../shared/libraries/operation.ts';

const reduced = 'operand axis keepdims';

const table: FunctionTable = {
  ...maps('exp log ln=log log1p expm1 sqrt square abs tanh sigmoid relu softplus neg negate=neg'),
  ...binaries('add plus=add sub=subtract subtract minus=subtract', 'operand other'),
  ...binaries('mul=multiply multiply times=multiply div=divide divide pow=power', 'operand other'),
  ...reductions('sum mean max min logsumexp logSumExp=logsumexp', reduced),
  ...each('softmax', is({ does: 'library', name: 'softmax', axis: 'last' }, 'operand axis')),
  ...each(
    'logSoftmax logsoftmax log_softmax',
    is({ does: 'library', name: 'log-softmax', axis: 'last' }, 'operand axis'),
  ),
};

/** Of numbers one at a time the larger of two. */
const pairs: FunctionTable = binaries('max=maximum min=minimum', 'operand other');

/** What a method of that name does; `isArray`, of arrays. */
export function numberMethod(name: string, isArray: boolean): LibraryFunction | undefined {
  if (!isArray && Object.hasOwn(pairs, name)) return pairs[name];
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
