// The value of a term for given inputs, with NumPy's broadcasting, in the arithmetic of the kernels.
import { arithmetic, formats, type Arithmetic } from '../../../kernels/index.ts';
import { comparisonOf, compares } from '../comparison.ts';
import { asGrouped } from '../groups.ts';
import { asRunning } from '../runningSum.ts';
import type { Term } from '../term.ts';
import { scalar, type NdArray } from './array.ts';
import { axesOf } from './axes.ts';
import { binaryFunctions, combineArrays, mapArray, mapFunctions } from './elementwise.ts';
import { gatherArray } from './gather.ts';
import { groupedArray } from './grouped.ts';
import { library } from './library.ts';
import { reduceArray } from './reduce.ts';
import { shapedArray } from './shaped.ts';
import { runningArray } from './running.ts';
import { Unsupported } from './unsupported.ts';

/** What the inputs of a term are: see inputsOf. */
export type Inputs = ReadonlyMap<Term, NdArray>;

const double = arithmetic(formats.float64);

/**
 * The value of a term, each operation rounded as `within` says; in float64 unless told. Inputs are brought to its format.
 * @throws ShapeError where the library would raise; Unsupported where a term has no value here
 */
export function evaluate(root: Term, inputs: Inputs, within: Arithmetic = double): NdArray {
  return evaluateAll(root, inputs, within).get(root)!;
}

/** The values of a term and of all that it is computed from, each after those it needs. */
export function evaluateAll(root: Term, inputs: Inputs, within: Arithmetic = double): ReadonlyMap<Term, NdArray> {
  const known = new Map<Term, NdArray>();
  for (const [term, array] of inputs) known.set(term, mapArray(array, within.round));
  const value = (term: Term): NdArray => {
    const before = known.get(term);
    if (before) return before;
    const found = compute(term, value, within);
    known.set(term, found);
    return found;
  };
  value(root);
  return known;
}

function compute(term: Term, value: (term: Term) => NdArray, within: Arithmetic): NdArray {
  switch (term.kind) {
    case 'constant':
      return scalar(within.round(term.value));
    case 'map':
      return mapArray(value(term.operand), mapFunctions(within)[term.name]);
    case 'binary':
      return combineArrays(value(term.left), value(term.right), binaryFunctions(within)[term.name]);
    case 'where': {
      const yes = combineArrays(value(term.condition), value(term.yes), (c, y) => (c > 0 ? y : NaN));
      const no = combineArrays(value(term.condition), value(term.no), (c, n) => (c > 0 ? NaN : n));
      return combineArrays(yes, no, (y, n) => (Number.isNaN(y) ? n : y));
    }
    case 'reduce': {
      const operand = value(term.operand);
      if (term.keepdims === 'unknown') throw new Unsupported('keepdims is given at run time');
      return reduceArray(operand, term.name, axesOf(term.axis, operand, value), term.keepdims, within);
    }
    case 'reshape':
      return shapedArray(term, value(term.operand), value);
    case 'refined':
    case 'cast':
      return value(term.operand); // formats are a matter of thresholds, not of which value is meant
    case 'gather':
      return gatherArray(term, value(term.operand), value);
    case 'library':
      return library(term, value, within);
    case 'opaque': {
      const running = asRunning(term);
      if (running) {
        return runningArray(value(running.of), running.name, value(running.axis).data[0]!, within);
      }
      const groups = asGrouped(term);
      if (groups) return groupedArray(groups, value(groups.of), value, within);
      const compared = comparisonOf(term);
      if (!compared) throw new Unsupported('opaque has no value of its own');
      const { comparator, left, right } = compared;
      return combineArrays(value(left), value(right), (a, b) => (compares(comparator, a, b) ? 1 : 0));
    }
    default:
      throw new Unsupported(`${term.kind} has no value of its own`);
  }
}
