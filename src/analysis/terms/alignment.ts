// Whether a reduced value lines up again with what it was reduced from: by keepdims, or by what stands in for it.
import type { Axis, ReduceTerm, ShapeChange, Term } from './term.ts';

/** A reduction and the changes of shape around it, the outermost first. */
export interface Reduction {
  readonly reduce: ReduceTerm;
  readonly changes: readonly ShapeChange[];
}

/**
 * - always: for any number of dimensions
 * - 1-d, 2-d: if the reduced value has that many
 * - n-d: if it has as many as the axis that is reduced says when that is the last
 * - never: it broadcasts along another axis, or fails to
 * - unknown: a shape that is not followed stands between
 */
export type Alignment = 'always' | '1-d' | '2-d' | 'n-d' | 'never' | 'unknown';

/** The reduction that a term is but for its shape and format, if it is one. */
export function reductionOf(term: Term): Reduction | undefined {
  const changes: ShapeChange[] = [];
  let inner = term;
  for (;;) {
    if (inner.kind === 'reduce') return { reduce: inner, changes };
    if (inner.kind === 'reshape') changes.push(inner.change);
    else if (inner.kind !== 'cast' && inner.kind !== 'refined') return undefined;
    inner = inner.operand;
  }
}

/**
 * The maximum along the last axis of a matrix as that along the first of its transpose: x.max(-1) beside x.T, with which it lines up.
 */
export function transposed(m: Term, x: Term): Term {
  const reduction = reductionOf(m);
  if (!reduction || x.kind !== 'reshape' || x.change.to !== 'reverse') return m;
  const { reduce, changes } = reduction;
  const [axis, ...others] = reduce.axis.kind === 'known' ? reduce.axis.axes : [];
  const isRows = others.length === 0 && (axis === -1 || axis === 1);
  if (!isRows || reduce.operand !== x.operand || reduce.keepdims !== false || changes.length > 0) return m;
  return { ...reduce, operand: x, axis: { kind: 'known', axes: [0] } };
}

/** Whether a reduction is over the first axis and drops it, as Python's own sum does: of what has one axis it is over all. */
export function isAlongFirst({ axis, keepdims }: ReduceTerm): boolean {
  return axis.kind === 'known' && axis.axes.length === 1 && axis.axes[0] === 0 && keepdims === false;
}

/** How a reduction lines up when it is combined with its own operand. */
export function alignment({ reduce, changes }: Reduction): Alignment {
  const shaping = changes.filter((change) => change.to !== 'broadcast');
  if (reduce.axis.kind === 'all') return 'always';
  if (reduce.keepdims === 'unknown') return 'unknown';
  if (reduce.keepdims) return shaping.length === 0 ? 'always' : restored(reduce.axis, shaping, true);
  return shaping.length === 0 ? bare(reduce.axis) : restored(reduce.axis, shaping, false);
}

/** Broadcasting adds axes in front, so what is left after dropping the first axis still fits. */
function bare(axis: Axis): Alignment {
  if (axis.kind !== 'known' || axis.axes.length !== 1) return axis.kind === 'known' ? 'never' : 'unknown';
  switch (axis.axes[0]) {
    case 0:
      return 'always';
    case -1:
      return '1-d';
    case -2:
      return '2-d';
    default:
      return 'never';
  }
}

function restored(axis: Axis, shaping: readonly ShapeChange[], kept: boolean): Alignment {
  const [change, ...more] = shaping;
  if (!change || more.length > 0) return 'unknown';
  if (axis.kind === 'all') return 'always';
  const one = change.to === 'other' ? onlyOne(change) : undefined;
  if (axis.kind === 'symbolic') {
    if (one) return one.at === one.axes - 1 ? insertedFor(axis.term, -1) : 'unknown';
    return change.to === 'insert' ? insertedFor(axis.term, change.at) : 'unknown';
  }
  const [at] = axis.axes;
  if (axis.axes.length !== 1 || at === undefined) return 'unknown';
  if (one) return at === one.at || at === one.at - one.axes ? 'always' : 'unknown';
  switch (change.to) {
    case 'insert':
      return kept || typeof change.at !== 'number' ? 'unknown' : inserted(at, change.at);
    case 'column':
      return at === 1 || at === -1 ? '2-d' : 'never';
    case 'row':
      return at === 0 || at === -2 ? '2-d' : 'never';
    case 'squeeze':
      return kept ? bare(axis) : 'unknown';
    default:
      return 'unknown';
  }
}

/** Who puts the axis back at the end has given the last one. */
function insertedFor(axis: Term, at: number | Term): Alignment {
  if (at === axis) return 'always';
  return at === -1 && axis.kind === 'variable' ? 'n-d' : 'unknown';
}

function inserted(axis: number, at: number): Alignment {
  if (axis === at) return 'always';
  const last = (n: number) => n === 1 || n === -1;
  const first = (n: number) => n === 0 || n === -2;
  if ((last(axis) && last(at)) || (first(axis) && first(at))) return '2-d';
  return (axis > 1 && at === -1) || (axis === -1 && at > 1) ? 'n-d' : 'never';
}

/** Where the one axis of length 1 is of a shape with several others, view(n, -1, 1), and how many axes that has. */
function onlyOne({
  key,
  operands,
}: Extract<ShapeChange, { readonly key: string }>): { at: number; axes: number } | undefined {
  const isOne = (size: Term) => size.kind === 'constant' && size.value === 1;
  const at = operands.findIndex(isOne);
  if (key !== '' || operands.length < 3 || at < 0 || operands.filter(isOne).length > 1) return undefined;
  return { at, axes: operands.length };
}
