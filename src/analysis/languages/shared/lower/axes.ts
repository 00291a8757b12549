import { allAxes } from '../../../terms/axis.ts';
import type { Axis } from '../../../terms/term.ts';
import type { Argument } from './arguments.ts';
import { isNothing } from './nothing.ts';

/** The axes that an argument names: 1, -1, (1, 2), [0], None, or a value. */
export function axisOf({ value: { term } }: Argument): Axis {
  if (term.kind === 'constant' && Number.isInteger(term.value)) return { kind: 'known', axes: [term.value] };
  if (term.kind === 'stack') {
    const axes = term.items.map((item) => (item.kind === 'constant' ? item.value : NaN));
    if (axes.length > 0 && axes.every(Number.isInteger)) return { kind: 'known', axes };
  }
  if (isNothing(term)) return allAxes;
  return { kind: 'symbolic', term };
}
