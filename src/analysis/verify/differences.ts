// How far apart arrays are.
import { formats, nextOnGrid } from '../../kernels/index.ts';
import type { NdArray } from '../terms/evaluate/array.ts';

export function isFinite({ data }: NdArray): boolean {
  return data.every(Number.isFinite);
}

export function sameShape(a: NdArray, b: NdArray): boolean {
  return a.shape.join() === b.shape.join();
}

/** The largest magnitude in an array; 0 of none. */
export function largest(data: Float64Array): number {
  return data.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
}

/**
 * The largest difference between two arrays of finite numbers, in units in the last place (of float64) of the largest
 * number in the second, or of 1 where all are smaller; see `Verification.maxUlp` for why not of each.
 */
export function ulpsApart({ data }: NdArray, reference: NdArray): number {
  const scale = Math.max(1, largest(reference.data));
  const unit = nextOnGrid(scale, formats.float64) - scale;
  return largest(data.map((x, index) => x - reference.data[index]!)) / unit;
}
