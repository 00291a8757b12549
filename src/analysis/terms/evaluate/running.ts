import type { Arithmetic } from '../../../kernels/index.ts';
import type { RunningName } from '../runningSum.ts';
import { normalAxis, permute, type NdArray } from './array.ts';
import { binaryFunctions } from './elementwise.ts';

/** Operations along one axis see lines: the order of the axes that puts it last, and the one that puts it back. */
export function linesAlong(axis: number, dimensions: number): { readonly to: number[]; readonly back: number[] } {
  const at = normalAxis(axis, dimensions);
  const others = Array.from({ length: dimensions }, (_, index) => index).filter((index) => index !== at);
  const to = [...others, at];
  return { to, back: to.map((_, index) => to.indexOf(index)) };
}

/** Each element with those before it along an axis, rounded after every one. */
export function runningArray(array: NdArray, name: RunningName, axis: number, within: Arithmetic): NdArray {
  const { to, back } = linesAlong(axis, array.shape.length);
  const join = name === 'sum' ? within.add : joined(within);
  const lines = permute(array, to);
  const length = lines.shape.at(-1)!;
  const data = Float64Array.from(lines.data);
  for (let i = 0; i < data.length; i++) if (i % length > 0) data[i] = join(data[i - 1]!, data[i]!);
  return permute({ shape: lines.shape, data }, back);
}

/** logaddexp, of two that are -inf and of two that are inf too. */
function joined(within: Arithmetic): (a: number, b: number) => number {
  const { logaddexp } = binaryFunctions(within);
  return (a, b) => (a === b ? logaddexp(a, a) : logaddexp(a, b));
}
