import type { ShapeChange } from '../term.ts';
import { normalAxis, permute, type NdArray } from './array.ts';
import { Unsupported } from './unsupported.ts';

export function reshapeArray(array: NdArray, change: ShapeChange, axisOf: (at: object) => number): NdArray {
  const { shape, data } = array;
  const axes = shape.map((_, axis) => axis);
  switch (change.to) {
    case 'insert': {
      const at = normalAxis(typeof change.at === 'number' ? change.at : axisOf(change.at), shape.length + 1);
      return { shape: [...shape.slice(0, at), 1, ...shape.slice(at)], data };
    }
    case 'swap': {
      const [a, b] = change.axes.map((axis) => normalAxis(axis, shape.length)) as [number, number];
      return permute(
        array,
        axes.map((axis) => (axis === a ? b : axis === b ? a : axis)),
      );
    }
    case 'reverse':
      return permute(array, axes.reverse());
    case 'squeeze':
      return { shape: shape.filter((length) => length !== 1), data };
    case 'column':
      return { shape: [data.length, 1], data };
    case 'row':
      return { shape: [1, data.length], data };
    case 'flatten':
      return { shape: [data.length], data };
    case 'broadcast':
      return array; // it stretches of itself where it is used
    case 'other':
      throw new Unsupported('a shape that is not followed');
  }
}
