import type { SyntaxNode } from '../../syntax.ts';

/** Of two statements of one block the first, where a name is given that both read; otherwise the own one. */
export function firstOf(own: SyntaxNode, other: SyntaxNode | undefined): SyntaxNode {
  return other?.parent && other.parent === own.parent && other.start < own.start ? other : own;
}
