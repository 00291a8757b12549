import type { Arithmetic } from '../../../kernels/index.ts';
import type { LibraryTerm, Term } from '../term.ts';
import type { NdArray } from './array.ts';
import { axesOf } from './axes.ts';
import { combineArrays, mapArray, mapFunctions } from './elementwise.ts';
import { reduceArray } from './reduce.ts';
import { Unsupported } from './unsupported.ts';

/** As libraries compute them: shifted by the maximum. */
export function library(term: LibraryTerm, value: (term: Term) => NdArray, within: Arithmetic): NdArray {
  const { name, operand, axis } = term;
  const targets = targetsOf(term);
  if (targets) {
    const logits = value(operand);
    const softplus = mapArray(logits, mapFunctions(within).softplus);
    const each = combineArrays(softplus, combineArrays(value(targets), logits, within.multiply), within.subtract);
    const all = each.shape.map((_, index) => index);
    return reduceArray(each, 'mean', all, false, within);
  }
  if (name !== 'softmax' && name !== 'log-softmax') throw new Unsupported('a loss of a library');
  const x = value(operand);
  const axes = axesOf(axis, x, value);
  const shifted = combineArrays(x, reduceArray(x, 'max', axes, true, within), within.subtract);
  const exponentials = mapArray(shifted, within.exp);
  const sums = reduceArray(exponentials, 'sum', axes, true, within);
  return name === 'softmax'
    ? combineArrays(exponentials, sums, within.divide)
    : combineArrays(shifted, mapArray(sums, within.log), within.subtract);
}

/** The targets of a binary cross-entropy of logits that is the mean of all, if it is that. */
export function targetsOf({ name, others }: LibraryTerm): Term | undefined {
  return name === 'binary-cross-entropy' && others.length === 1 ? others[0] : undefined;
}
