// Values that are computed of one element as others are of all of them.
import { pickOne, upTo } from './gathers.ts';
import type { Term } from './term.ts';

/** Whether a value is one of `all`: f(x[i]) and f(max(x)) are of f(x), the same element wherever they pick one. */
export function isOneOf(one: Term, all: Term): boolean {
  const picks = new Set<Term>();
  return follows(one, all, picks) && picks.size === 1;
}

function follows(one: Term, all: Term, picks: Set<Term>): boolean {
  if (one === all) return true;
  const pick = pickIn(one, all);
  if (pick) picks.add(pick);
  if (pick) return true;
  switch (one.kind) {
    case 'map':
      return all.kind === 'map' && one.name === all.name && follows(one.operand, all.operand, picks);
    case 'binary':
      if (all.kind !== 'binary' || one.name !== all.name) return false;
      return follows(one.left, all.left, picks) && follows(one.right, all.right, picks);
    default:
      return false;
  }
}

/** What says which element of an array it is: an index, or that it is the largest. */
function pickIn(one: Term, all: Term): Term | undefined {
  const array = all.kind === 'gather' && all.key === upTo ? all.operand : all;
  if (one.kind === 'reduce') {
    return (one.name === 'max' || one.name === 'min') && one.operand === all ? one : undefined;
  }
  if (one.kind === 'element') {
    const index = startOf(all, one.of);
    // The element of a round, and those from it on.
    return index?.kind === 'element' && index.nesting === one.nesting ? index : undefined;
  }
  if (one.kind !== 'gather' || one.key !== pickOne || one.indices.length !== 1) return undefined;
  const isOfAll = one.operand === array || one.operand === all || startOf(all, one.operand) === one.indices[0];
  return isOfAll ? one.indices[0] : undefined;
}

/** The i of x[i:], which begins with x[i]. */
function startOf(rest: Term, array: Term): Term | undefined {
  if (rest.kind !== 'gather' || rest.operand !== array || rest.indices.length !== 1) return undefined;
  const [range] = rest.indices;
  const isSlice = range?.kind === 'opaque' && range.says === 'slice' && range.key === 'slice _ :';
  return isSlice && range.operands.length === 1 ? range.operands[0] : undefined;
}
