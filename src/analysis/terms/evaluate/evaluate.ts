// The value of a term for given inputs, with NumPy's broadcasting, in the arithmetic of the kernels.
import { arithmetic, formats, type Arithmetic } from '../../../kernels/index.ts';
import { comparisonOf, compares } from '../comparison.ts';
import { pickOne } from '../gathers.ts';
import type { Axis, GatherTerm, LibraryTerm, Term } from '../term.ts';
import { normalAxis, scalar, ShapeError, sizeOf, type NdArray } from './array.ts';
import { binaryFunctions, combineArrays, mapArray, mapFunctions } from './elementwise.ts';
import { reduceArray } from './reduce.ts';
import { reshapeArray } from './reshape.ts';
import { Unsupported } from './unsupported.ts';

/** What the inputs of a term are: see inputsOf. */
export type Inputs = ReadonlyMap<Term, NdArray>;

const double = arithmetic(formats.float64);

/**
 * The value of a term, each operation rounded as `within` says; in float64 unless told. Inputs are brought to its format.
 * @throws ShapeError where the library would raise; Unsupported where a term has no value here
 */
export function evaluate(root: Term, inputs: Inputs, within: Arithmetic = double): NdArray {
  const known = new Map<Term, NdArray>();
  for (const [term, array] of inputs) known.set(term, mapArray(array, within.round));
  const value = (term: Term): NdArray => {
    const before = known.get(term);
    if (before) return before;
    const found = compute(term, value, within);
    known.set(term, found);
    return found;
  };
  return value(root);
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
      return reshapeArray(value(term.operand), term.change, (at) => value(at as Term).data[0]!);
    case 'refined':
    case 'cast':
      return value(term.operand); // formats are a matter of thresholds, not of which value is meant
    case 'gather':
      return element(term, value);
    case 'library':
      return library(term, value, within);
    case 'opaque': {
      const compared = comparisonOf(term);
      if (!compared) throw new Unsupported('opaque has no value of its own');
      const { comparator, left, right } = compared;
      return combineArrays(value(left), value(right), (a, b) => (compares(comparator, a, b) ? 1 : 0));
    }
    default:
      throw new Unsupported(`${term.kind} has no value of its own`);
  }
}

/** x[i], or x at each of several indices; an index counted from the end if it is negative, and around if it is beyond. */
function element({ key, operand, indices }: GatherTerm, value: (term: Term) => NdArray): NdArray {
  const [index] = indices;
  if (key !== pickOne || !index) return onePerLine(value(operand));
  const [array, at] = [value(operand), value(index)];
  const [length, ...shape] = array.shape;
  if (length === undefined) throw new ShapeError('An element is picked of a number.');
  const size = sizeOf(shape);
  const data = new Float64Array(at.data.length * size);
  for (const [place, number] of at.data.entries()) {
    const start = (((Math.floor(number) % length) + length) % length) * size;
    data.set(array.data.subarray(start, start + size), place * size);
  }
  return { shape: [...at.shape, ...shape], data };
}

/**
 * Some of the elements, whichever they are in truth: the first of the first line, the second of the second and so on.
 * Two values agree on what is picked of them if they do so on every choice, this one too.
 */
function onePerLine({ shape, data }: NdArray): NdArray {
  const length = shape.at(-1);
  if (!length) throw new ShapeError('Elements are picked of what has none.');
  const lines = shape.slice(0, -1);
  const picked = Float64Array.from({ length: sizeOf(lines) }, (_, line) => data[line * length + (line % length)]!);
  return { shape: lines, data: picked };
}

function axesOf(axis: Axis, operand: NdArray, value: (term: Term) => NdArray): readonly number[] {
  const dimensions = operand.shape.length;
  switch (axis.kind) {
    case 'all':
      return operand.shape.map((_, index) => index);
    case 'known':
      return [...new Set(axis.axes.map((index) => normalAxis(index, dimensions)))];
    case 'symbolic':
      return [normalAxis(value(axis.term).data[0]!, dimensions)];
  }
}

/** As libraries compute them: shifted by the maximum. */
function library(
  { name, operand, axis, others }: LibraryTerm,
  value: (term: Term) => NdArray,
  within: Arithmetic,
): NdArray {
  const [targets, ...options] = others;
  if (name === 'binary-cross-entropy' && targets && options.length === 0) {
    const logits = value(operand);
    const softplus = mapArray(logits, mapFunctions(within).softplus);
    const each = combineArrays(softplus, combineArrays(value(targets), logits, within.multiply), within.subtract);
    return reduceArray(
      each,
      'mean',
      each.shape.map((_, index) => index),
      false,
      within,
    );
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
