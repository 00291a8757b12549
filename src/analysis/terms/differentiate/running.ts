import type { Arithmetic } from '../../../kernels/index.ts';
import { permute, type NdArray } from '../evaluate/array.ts';
import { linesAlong } from '../evaluate/running.ts';
import type { RunningName } from '../runningSum.ts';

/** The cotangent of what runs along an axis: each element is in its own sum and in those after it. */
export function runningPull(
  name: RunningName,
  g: NdArray,
  x: NdArray,
  y: NdArray,
  axis: number,
  { add, multiply, subtract, exp }: Arithmetic,
): NdArray {
  const { to, back } = linesAlong(axis, x.shape.length);
  const [cotangents, operands, sums] = [g, x, y].map((array) => permute(array, to).data) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const shape = to.map((index) => x.shape[index]!);
  const length = shape.at(-1)!;
  const data = new Float64Array(operands.length);
  for (let start = 0; start < data.length; start += length) {
    for (let i = 0; i < length; i++) {
      for (let j = i; j < length; j++) {
        const share = name === 'sum' ? 1 : exp(subtract(operands[start + i]!, sums[start + j]!));
        data[start + i] = add(data[start + i]!, multiply(cotangents[start + j]!, share));
      }
    }
  }
  return permute({ shape, data }, back);
}
