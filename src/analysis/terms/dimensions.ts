// How many axes a value has, as far as the code that computes it tells or takes for granted.
import type { Axis, ShapeChange, Term } from './term.ts';

/** Undefined where nothing tells. An axis that is put behind all others is taken to be the second. */
export function dimensionsOf(term: Term): number | undefined {
  switch (term.kind) {
    case 'constant':
      return 0;
    case 'map':
    case 'cast':
    case 'refined':
      return dimensionsOf(term.operand);
    case 'binary': {
      const both = [term.left, term.right].map(dimensionsOf).filter((each) => each !== undefined);
      // A number beside an array tells nothing of it.
      const most = Math.max(...both);
      return most > 0 ? most : undefined;
    }
    case 'library':
      return dimensionsOf(term.operand) ?? leastOf(term.axis);
    case 'reduce':
      return term.keepdims === true ? (dimensionsOf(term.operand) ?? leastOf(term.axis)) : undefined;
    case 'reshape':
      return ofChange(term.change, dimensionsOf(term.operand));
    default:
      return undefined;
  }
}

function ofChange(change: ShapeChange, before: number | undefined): number | undefined {
  switch (change.to) {
    case 'reverse':
    case 'column':
    case 'row':
      return before ?? 2;
    case 'flatten':
      return 1;
    case 'insert': {
      if (before !== undefined) return before + 1;
      return change.at === 1 || change.at === 0 ? 2 : undefined;
    }
    default:
      return undefined;
  }
}

/** Whatever has a second axis is taken to have no third. */
function leastOf(axis: Axis): number | undefined {
  const [at, ...more] = axis.kind === 'known' ? axis.axes : [];
  return more.length === 0 && (at === 1 || at === -2) ? 2 : undefined;
}
