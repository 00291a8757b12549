import type { Occurrence } from '../../../terms/occurrence.ts';
import type { BinaryName } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { occur, type Frame } from './frame.ts';
import { inFork, meet } from './branches.ts';
import { extremeOf, sinceNone } from './comparisons.ts';
import { withoutBounds } from './refinement.ts';

/** An operation on two values, as it stands at a node. */
export function binary(
  frame: Frame,
  node: SyntaxNode,
  name: BinaryName,
  left: Occurrence,
  right: Occurrence,
): Occurrence {
  const { store } = frame;
  // e ** x is exp(x), spelt out.
  if (name === 'power' && left.term.kind === 'constant' && left.term.value === Math.E) {
    return occur(frame, node, store.map('exp', right.term), [right, left]);
  }
  if (name === 'power' && right.term.kind === 'constant' && right.term.value === 2) {
    return occur(frame, node, store.map('square', left.term), [left, right]);
  }
  return occur(frame, node, store.binary(name, left.term, right.term), [left, right]);
}

/** An operator on one value, as it stands at a node. */
export function unary(frame: Frame, node: SyntaxNode, operator: string, operand: Occurrence): Occurrence {
  switch (operator) {
    case '-':
      return occur(frame, node, frame.store.map('neg', operand.term), [operand]);
    case '+':
      return occur(frame, node, operand.term, [operand], { form: 'read' });
    default:
      return occur(
        frame,
        node,
        frame.store.opaque(`unary ${operator}`, [operand.term], { says: operator === '~' ? 'not' : undefined }),
        [operand],
      );
  }
}

/**
 * One of two values, each of which is lowered where it is known whether the condition holds.
 * @param condition - as a value
 */
export function choice(
  frame: Frame,
  node: SyntaxNode,
  condition: Occurrence,
  yes: () => Occurrence,
  no: () => Occurrence,
): Occurrence {
  const found: Occurrence[] = [];
  const branches = [yes, no].map((lower) =>
    inFork(frame, () => {
      found.push(lower());
    }),
  );
  meet(frame, node, branches);
  const [y, n] = found as [Occurrence, Occurrence];
  const [taken, kept] = [withoutBounds(y.term), withoutBounds(n.term)];
  const extreme = extremeOf(condition.term, taken, kept);
  if (extreme) return occur(frame, node, frame.store.binary(extreme, kept, taken), [n, y]);
  const larger = sinceNone(condition.term, taken, kept);
  if (larger) return occur(frame, node, larger, [larger === kept ? n : y], { form: 'read' });
  return occur(frame, node, frame.store.where(condition.term, y.term, n.term), [condition, y, n]);
}
