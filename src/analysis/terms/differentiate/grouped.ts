import type { Arithmetic } from '../../../kernels/index.ts';
import type { NdArray } from '../evaluate/array.ts';
import { linesOfGroups } from '../evaluate/grouped.ts';
import type { Grouped } from '../groups.ts';
import type { Term } from '../term.ts';
import { linePulls } from './reduce.ts';

/** The cotangent of what groups are made of: each element is in one of them. */
export function groupedPull(
  groups: Grouped,
  g: NdArray,
  x: NdArray,
  y: NdArray,
  value: (term: Term) => NdArray,
  within: Arithmetic,
): NdArray {
  const back = linePulls(within)[groups.name];
  const data = new Float64Array(x.data.length);
  for (const [group, places] of linesOfGroups(groups, x, value).places.entries()) {
    const line = Float64Array.from(places, (place) => x.data[place]!);
    for (const [i, cotangent] of back(g.data[group]!, line, y.data[group]!).entries()) data[places[i]!] = cotangent;
  }
  return { shape: x.shape, data };
}
