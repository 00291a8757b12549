import type { Axis, Term } from '../term.ts';
import { normalAxis, type NdArray } from './array.ts';

/** The axes of an array that an operation goes over: non-negative and distinct. */
export function axesOf(axis: Axis, { shape }: NdArray, value: (term: Term) => NdArray): readonly number[] {
  switch (axis.kind) {
    case 'all':
      return shape.map((_, index) => index);
    case 'known':
      return [...new Set(axis.axes.map((index) => normalAxis(index, shape.length)))];
    case 'symbolic':
      return [normalAxis(value(axis.term).data[0]!, shape.length)];
  }
}
