// What a maximum is of as a whole: of every element of several rows, where it is that of the maxima of the rows.
import { eachOf } from './elements.ts';
import { isElementwiseOf } from './instance.ts';
import type { Axis, ReduceTerm, Term } from './term.ts';

/** Whether a maximum, or minimum, is that of all elements of a value of any shape: max(x.flat()), max([max(row) for row in x]). */
export function isOfEvery(extreme: ReduceTerm, x: Term): boolean {
  const row = rowOf(extreme);
  if (row) return row === x || isElementwiseOf(row, x);
  return isFlat(extreme) && unflattened(extreme.operand) === x;
}

/** One of the rows whose maxima a maximum is the largest of. */
export function rowOf({ name, operand, axis }: ReduceTerm): Term | undefined {
  if ((name !== 'max' && name !== 'min') || !isAllOrFirst(axis)) return undefined;
  if (axis.kind === 'all' && operand.kind === 'reduce' && operand.name === name) return operand.operand;
  const each = eachOf(operand);
  const isOfRow = each?.kind === 'reduce' && each.name === name && isAllOrFirst(each.axis);
  return isOfRow ? unflattened(each.operand) : undefined;
}

/** A value without the one axis that it was given. */
export function unflattened(term: Term): Term {
  return isFlattened(term) ? unflattened(term.operand) : term;
}

function isFlat({ operand, axis }: ReduceTerm): boolean {
  return axis.kind === 'all' || (isAllOrFirst(axis) && isFlattened(operand));
}

function isFlattened(term: Term): term is Term & { readonly kind: 'reshape' } {
  return term.kind === 'reshape' && term.change.to === 'flatten';
}

function isAllOrFirst(axis: Axis): boolean {
  return axis.kind === 'all' || (axis.kind === 'known' && axis.axes.length === 1 && axis.axes[0] === 0);
}
