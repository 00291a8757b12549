import type { Occurrence } from '../../../terms/occurrence.ts';
import type { BinaryName } from '../../../terms/term.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { occur, type Frame } from './frame.ts';

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
