// Rows put behind each other: as one array, in which all their elements are.
import { occur, type Frame } from '../../shared/lower/frame.ts';
import type { Occurrence } from '../../../terms/occurrence.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { lowerExpression } from './expressions.ts';

/** rows.flat() */
export function flattened(frame: Frame, node: SyntaxNode, rows: Occurrence): Occurrence {
  return occur(frame, node, frame.store.reshape({ to: 'flatten' }, rows.term), [rows]);
}

/** [].concat(...rows) */
export function concatenated(
  frame: Frame,
  node: SyntaxNode,
  { term }: Occurrence,
  args: readonly SyntaxNode[],
  depth: number,
): Occurrence | undefined {
  const [only, ...others] = args;
  const rows = only?.type === 'spread_element' && others.length === 0 ? only.named[0] : undefined;
  const isEmpty = term.kind === 'stack' && term.items.length === 0;
  return rows && isEmpty ? flattened(frame, node, lowerExpression(frame, rows, depth)) : undefined;
}
