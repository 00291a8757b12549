// Exponents of which some elements are picked before their exponentials are taken: exp(x[range(n), y]) / sum(exp(x), 1).
import { diagonal, pickOne } from '../../terms/gathers.ts';
import type { TermStore } from '../../terms/store.ts';
import type { Term } from '../../terms/term.ts';
import type { Site } from './index.ts';

/** Whether an exponent is one element of each row: x[range(n), y], diagonal(x), x[:, 0]. */
export function isPickOf(term: Term, { whole, ratio }: Site): boolean {
  if (term.kind !== 'gather' || term.operand !== whole.operand) return false;
  const { axis } = ratio.sum.reduce;
  const [rows, column, ...others] = term.indices;
  if (term.key === diagonal) return true;
  // One row, x[i, y], has one maximum.
  if (term.key === `${pickOne} ${pickOne}`) return rows?.kind !== 'constant' && rows?.kind !== 'element';
  const isOfRows = axis.kind === 'known' && axis.axes.length === 1 && (axis.axes[0] === 1 || axis.axes[0] === -1);
  const takesAll = rows?.kind === 'opaque' && rows.says === 'slice' && rows.operands.length === 0;
  // Several columns, x[:, y], have as many each.
  const isOne = column?.kind === 'constant' || (column?.kind === 'map' && column.operand.kind === 'constant');
  return isOfRows && term.key === `slice ${pickOne}` && takesAll && isOne && others.length === 0;
}

/** What is picked along an axis has lost it, and so has the maximum along it. */
export function ofPicked(store: TermStore, maximum: Term): Term {
  const isKept = maximum.kind === 'reduce' && maximum.keepdims === true && maximum.axis.kind === 'known';
  return isKept ? store.reduce('max', maximum.operand, maximum.axis, false) : maximum;
}
