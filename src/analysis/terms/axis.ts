import type { Axis } from './term.ts';

export const allAxes: Axis = { kind: 'all' };

export function knownAxis(...axes: number[]): Axis {
  return { kind: 'known', axes };
}

/** Equal keys, equal axes: axes in another order are the same set. */
export function axisKey(axis: Axis): string {
  switch (axis.kind) {
    case 'all':
      return 'all';
    case 'known':
      return [...axis.axes].sort((a, b) => a - b).join(' ');
    case 'symbolic':
      return `#${axis.term.id}`;
  }
}

export function sameAxis(a: Axis, b: Axis): boolean {
  return axisKey(a) === axisKey(b);
}

/** In words, for messages: "axis 1", "axes 1 and 2", "all axes", "an axis given at run time". */
export function describeAxis(axis: Axis): string {
  if (axis.kind === 'all') return 'all axes';
  if (axis.kind === 'symbolic') return 'an axis given at run time';
  return `${axis.axes.length === 1 ? 'axis' : 'axes'} ${axis.axes.join(' and ')}`;
}
