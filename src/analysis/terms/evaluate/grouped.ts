// Sums and maxima of groups of elements along an axis, and what there is of its group for each element.
import type { Arithmetic } from '../../../kernels/index.ts';
import { bare } from '../bare.ts';
import type { Grouped } from '../groups.ts';
import type { Term } from '../term.ts';
import { normalAxis, ShapeError, sizeOf, type NdArray } from './array.ts';
import { reductions } from './reduce.ts';
import { Unsupported } from './unsupported.ts';

/** The shape of what is made of groups, and of each element the places of those that it is made of. */
export interface GroupLines {
  readonly shape: readonly number[];
  readonly places: readonly (readonly number[])[];
}

/**
 * The groups of an array by one index along one axis; there are as many as the largest number says. For where slices begin, too,
 * stands which group each element is in: with these every element picks what there is of its own.
 */
export function linesOfGroups(
  { index, axis }: Grouped,
  { shape }: NdArray,
  value: (term: Term) => NdArray,
): GroupLines {
  const numbers = value(bare(index));
  const at = normalAxis(value(axis).data[0]!, shape.length);
  if (numbers.shape.length !== 1 || numbers.shape[0] !== shape[at]) {
    throw new ShapeError('The index has not one number for each element.');
  }
  const count = 1 + numbers.data.reduce((most, _, along) => Math.max(most, group(numbers, along)), 0);
  const inner = sizeOf(shape.slice(at + 1));
  const places: number[][] = Array.from({ length: sizeOf(shape.slice(0, at)) * count * inner }, () => []);
  for (let place = 0; place < sizeOf(shape); place++) {
    const along = Math.floor(place / inner) % shape[at]!;
    const outer = Math.floor(place / (inner * shape[at]!));
    places[(outer * count + group(numbers, along)) * inner + (place % inner)]!.push(place);
  }
  return { shape: shape.map((length, i) => (i === at ? count : length)), places };
}

/** A number that is drawn for something else need not be whole. */
function group({ data }: NdArray, along: number): number {
  return Math.floor(Math.abs(data[along]!));
}

/** What was in a group before: a number that all of them have. */
export function ofBase({ base, countsBase }: Grouped): readonly number[] {
  if (!base || countsBase !== true) return [];
  const number = base.kind === 'opaque' ? /^full (-?[\d.e+-]+|-?Infinity)(?: |$)/.exec(base.key)?.[1] : undefined;
  if (number === undefined) throw new Unsupported('what groups are put into is not known');
  return [Number(number)];
}

/** Of a group that has no elements, which nothing picks. */
export function ofNone({ name }: Grouped): number {
  return name === 'sum' ? 0 : NaN;
}

export function groupedArray(
  groups: Grouped,
  array: NdArray,
  value: (term: Term) => NdArray,
  within: Arithmetic,
): NdArray {
  const { shape, places } = linesOfGroups(groups, array, value);
  const before = ofBase(groups);
  const f = reductions(within)[groups.name];
  const data = places.map((line) => {
    const values = Float64Array.from([...before, ...line.map((at) => array.data[at]!)]);
    return values.length > 0 ? f(values) : ofNone(groups);
  });
  return { shape, data: Float64Array.from(data) };
}

/** For each number of an index what there is at that along an axis. */
export function ofEachElement({ shape, data }: NdArray, numbers: NdArray, axis: number): NdArray {
  const at = normalAxis(axis, shape.length);
  if (numbers.shape.length !== 1) throw new ShapeError('The index has not one axis.');
  const inner = sizeOf(shape.slice(at + 1));
  const [length, own] = [shape[at]!, numbers.data.length];
  const picked = Float64Array.from({ length: sizeOf(shape.slice(0, at)) * own * inner }, (_, place) => {
    // Of what is not followed there need not be as many as groups.
    const along = group(numbers, Math.floor(place / inner) % own) % length;
    return data[(Math.floor(place / (inner * own)) * length + along) * inner + (place % inner)]!;
  });
  return { shape: shape.map((each, i) => (i === at ? own : each)), data: picked };
}
