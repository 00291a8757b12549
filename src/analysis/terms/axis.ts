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

/**
 * Whether a sum over `a` may be one over `b`, for some number of dimensions: 1 and -1 of a matrix; all of them, where the
 * last or the first may be the only one that is longer than 1.
 */
export function mayBeSameAxis(a: Axis, b: Axis): boolean {
  if (a.kind === 'symbolic' || b.kind === 'symbolic' || sameAxis(a, b)) return true;
  const [first, second] = [a, b].map((axis) => (axis.kind === 'known' && axis.axes.length === 1 ? axis.axes[0]! : NaN));
  if (a.kind === 'all') return second === -1 || second === 0;
  return first! < 0 !== second! < 0 && Number.isFinite(first! + second!);
}

/** In words, for messages: "axis 1", "axes 1 and 2", "all axes", "an axis given at run time". */
export function describeAxis(axis: Axis): string {
  if (axis.kind === 'all') return 'all axes';
  if (axis.kind === 'symbolic') return 'an axis given at run time';
  return `${axis.axes.length === 1 ? 'axis' : 'axes'} ${axis.axes.join(' and ')}`;
}
