// Reverse-mode differentiation of a term, operation by operation as frameworks do it, in the arithmetic of the kernels.
import { arithmetic, formats, type Arithmetic } from '../../../kernels/index.ts';
import { broadcastTo, permute, sizeOf, type NdArray } from '../evaluate/array.ts';
import { axesOf } from '../evaluate/axes.ts';
import { combineArrays } from '../evaluate/elementwise.ts';
import { evaluateAll, type Inputs } from '../evaluate/evaluate.ts';
import { gatherArray } from '../evaluate/gather.ts';
import { shapedArray } from '../evaluate/shaped.ts';
import { Unsupported } from '../evaluate/unsupported.ts';
import { asGrouped } from '../groups.ts';
import { asRunning } from '../runningSum.ts';
import type { ReduceTerm, Term } from '../term.ts';
import { operandsOf } from '../walk.ts';
import { binaryPulls, mapPulls } from './elementwise.ts';
import { groupedPull } from './grouped.ts';
import { libraryPulls } from './library.ts';
import { movedBack, summedTo } from './moves.ts';
import { linePulls } from './reduce.ts';
import { runningPull } from './running.ts';

const double = arithmetic(formats.float64);

/** The cotangents of the operands of one operation, for that of its result. */
type Pulled = readonly (readonly [operand: Term, cotangent: NdArray])[];

/**
 * The gradient of Σ cotangent · root with respect to each of `leaves`, in their shapes; 0 for one that root does not
 * depend on. What is behind a `detach` counts as a constant.
 * @param cotangentOf - one number for each element of the value
 * @param leaves - some of the inputs
 * @throws ShapeError where the library would raise; Unsupported where a term has no value, or no gradient, here
 */
export function gradient(
  root: Term,
  inputs: Inputs,
  cotangentOf: (value: NdArray) => Float64Array,
  leaves: readonly Term[],
  within: Arithmetic = double,
): ReadonlyMap<Term, NdArray> {
  const values = evaluateAll(root, inputs, within);
  const varying = new Set(leaves);
  for (const term of values.keys()) {
    if (!inputs.has(term) && operandsOf(term).some((operand) => varying.has(operand))) varying.add(term);
  }
  const value = (term: Term) => values.get(term)!;
  const result = value(root);
  const cotangents = new Map<Term, NdArray>([[root, { shape: result.shape, data: cotangentOf(result) }]]);
  for (const term of [...values.keys()].reverse()) {
    const arrived = cotangents.get(term);
    if (!arrived || inputs.has(term) || !varying.has(term)) continue;
    for (const [operand, cotangent] of pull(term, arrived, value, within)) {
      if (!varying.has(operand)) continue;
      const before = cotangents.get(operand);
      cotangents.set(operand, before ? combineArrays(before, cotangent, within.add) : cotangent);
    }
  }
  return new Map(
    leaves.map((leaf) => {
      const { shape } = inputs.get(leaf)!;
      return [leaf, cotangents.get(leaf) ?? { shape, data: new Float64Array(sizeOf(shape)) }];
    }),
  );
}

function pull(term: Term, g: NdArray, value: (term: Term) => NdArray, within: Arithmetic): Pulled {
  switch (term.kind) {
    case 'map': {
      const x = value(term.operand).data;
      const y = value(term).data;
      const back = mapPulls(within)[term.name];
      return [[term.operand, { shape: g.shape, data: g.data.map((each, i) => back(each, x[i]!, y[i]!)) }]];
    }
    case 'binary': {
      const [a, b] = [value(term.left), value(term.right)];
      const [left, right] = [broadcastTo(a, g.shape).data, broadcastTo(b, g.shape).data];
      const y = value(term).data;
      const pulls = binaryPulls(within)[term.name];
      const through = (back: typeof pulls.left, { shape }: NdArray): NdArray => {
        const data = g.data.map((each, i) => back(each, left[i]!, right[i]!, y[i]!));
        return summedTo({ shape: g.shape, data }, shape, within);
      };
      return [
        [term.left, through(pulls.left, a)],
        [term.right, through(pulls.right, b)],
      ];
    }
    case 'where': {
      const condition = broadcastTo(value(term.condition), g.shape).data;
      const where = (isTaken: boolean, { shape }: NdArray) => {
        const data = g.data.map((each, i) => (condition[i]! > 0 === isTaken ? each : 0));
        return summedTo({ shape: g.shape, data }, shape, within);
      };
      return [
        [term.yes, where(true, value(term.yes))],
        [term.no, where(false, value(term.no))],
      ];
    }
    case 'reduce':
      return [[term.operand, reduced(term, g, value, within)]];
    case 'reshape': {
      const move = (array: NdArray) => shapedArray(term, array, value);
      return [[term.operand, movedBack(g, value(term.operand).shape, move, within)]];
    }
    case 'gather': {
      const move = (array: NdArray) => gatherArray(term, array, value);
      return [[term.operand, movedBack(g, value(term.operand).shape, move, within)]];
    }
    case 'cast':
      return term.format === 'integer' ? [] : [[term.operand, g]];
    case 'refined':
      return [[term.operand, g]];
    case 'library':
      return libraryPulls(term, g, value, within);
    case 'opaque': {
      const groups = asGrouped(term);
      if (groups) return [[groups.of, groupedPull(groups, g, value(groups.of), value(term), value, within)]];
      const running = asRunning(term);
      if (!running) return []; // a comparison: flat wherever it has a derivative
      const { name, of, axis } = running;
      return [[of, runningPull(name, g, value(of), value(term), value(axis).data[0]!, within)]];
    }
    default:
      throw new Unsupported(`${term.kind} has no gradient of its own`);
  }
}

function reduced(term: ReduceTerm, g: NdArray, value: (term: Term) => NdArray, within: Arithmetic): NdArray {
  const operand = value(term.operand);
  const axes = axesOf(term.axis, operand, value);
  const kept = operand.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const lines = permute(operand, order);
  const length = sizeOf(axes.map((axis) => operand.shape[axis]!));
  const back = linePulls(within)[term.name];
  const y = value(term).data;
  const data = new Float64Array(lines.data.length);
  for (const [line, cotangent] of g.data.entries()) {
    const [start, end] = [line * length, (line + 1) * length];
    data.set(back(cotangent, lines.data.subarray(start, end), y[line]!), start);
  }
  return movedBack({ shape: lines.shape, data }, operand.shape, (array) => permute(array, order), within);
}
