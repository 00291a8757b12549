import { bare } from '../bare.ts';
import { groupOfEach } from '../groups.ts';
import type { ReshapeTerm, Term } from '../term.ts';
import type { NdArray } from './array.ts';
import { ofEachElement } from './grouped.ts';
import { reshapeArray } from './reshape.ts';

/** A change of shape; what there is of slices is repeated for each of their elements. */
export function shapedArray(term: ReshapeTerm, array: NdArray, value: (term: Term) => NdArray): NdArray {
  const group = term.change.to === 'broadcast' ? groupOfEach(term) : undefined;
  return group
    ? ofEachElement(array, value(bare(group.index)), value(group.axis).data[0]!)
    : reshapeArray(array, term.change, (at) => value(at as Term).data[0]!);
}
