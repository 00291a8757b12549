import type { Arithmetic } from '../../../kernels/index.ts';
import { broadcastTo, sizeOf, type NdArray } from '../evaluate/array.ts';

/**
 * The transpose of an operation that only moves elements (repeats, reorders, picks them): each element gets the sum of
 * the cotangents of the places it went to.
 * @param shape - of the operand
 */
export function movedBack(
  cotangent: NdArray,
  shape: readonly number[],
  move: (array: NdArray) => NdArray,
  { add }: Arithmetic,
): NdArray {
  const from = move({ shape, data: Float64Array.from({ length: sizeOf(shape) }, (_, index) => index) }).data;
  const data = new Float64Array(sizeOf(shape));
  for (const [to, index] of from.entries()) data[index] = add(data[index]!, cotangent.data[to]!);
  return { shape, data };
}

/** The cotangent of what was broadcast to its shape. */
export function summedTo(cotangent: NdArray, shape: readonly number[], within: Arithmetic): NdArray {
  if (cotangent.shape.join() === shape.join()) return cotangent;
  return movedBack(cotangent, shape, (array) => broadcastTo(array, cotangent.shape), within);
}
