// Brackets around an expression say nothing: what they are around, and what they stand in.
import type { SyntaxNode } from '../syntax.ts';

export function withoutBrackets(node: SyntaxNode): SyntaxNode {
  const inner = node.named.find(({ type }) => type !== 'comment');
  return node.type === 'parenthesized_expression' && inner ? withoutBrackets(inner) : node;
}

/** The parent of a node, or of the brackets around it. */
export function parentOutside({ parent }: SyntaxNode): SyntaxNode | undefined {
  return parent?.type === 'parenthesized_expression' ? parentOutside(parent) : parent;
}
