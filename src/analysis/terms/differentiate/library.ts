import type { Arithmetic } from '../../../kernels/index.ts';
import { scalar, type NdArray } from '../evaluate/array.ts';
import { axesOf } from '../evaluate/axes.ts';
import { combineArrays, mapArray, mapFunctions } from '../evaluate/elementwise.ts';
import { targetsOf } from '../evaluate/library.ts';
import { reduceArray } from '../evaluate/reduce.ts';
import { Unsupported } from '../evaluate/unsupported.ts';
import type { LibraryTerm, Term } from '../term.ts';
import { summedTo } from './moves.ts';

/** The cotangents of the operands, as libraries define them for the whole operation. */
export function libraryPulls(
  term: LibraryTerm,
  g: NdArray,
  value: (term: Term) => NdArray,
  within: Arithmetic,
): readonly (readonly [Term, NdArray])[] {
  const { multiply, subtract, divide } = within;
  const x = value(term.operand);
  const targets = targetsOf(term);
  if (targets) {
    const t = value(targets);
    const residual = combineArrays(mapArray(x, mapFunctions(within).sigmoid), t, subtract);
    const each = scalar(divide(g.data[0]!, residual.data.length));
    const ofLogits = combineArrays(residual, each, multiply);
    const ofTargets = combineArrays(
      combineArrays(residual, x, (_, logit) => -logit),
      each,
      multiply,
    );
    return [
      [term.operand, summedTo(ofLogits, x.shape, within)],
      [targets, summedTo(ofTargets, t.shape, within)],
    ];
  }
  if (term.name !== 'softmax' && term.name !== 'log-softmax') throw new Unsupported('the gradient of a loss');
  const axes = axesOf(term.axis, x, value);
  const y = value(term);
  const total = (array: NdArray) => reduceArray(array, 'sum', axes, true, within);
  if (term.name === 'softmax') {
    // y (g − Σ g y)
    const products = combineArrays(g, y, multiply);
    return [[term.operand, combineArrays(y, combineArrays(g, total(products), subtract), multiply)]];
  }
  // g − softmax(x) Σ g
  const shares = combineArrays(mapArray(y, within.exp), total(g), multiply);
  return [[term.operand, combineArrays(g, shares, subtract)]];
}
