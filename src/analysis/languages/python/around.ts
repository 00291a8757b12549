import type { SyntaxNode } from '../syntax.ts';

/** The innermost function that some code is in. */
export function functionAround(node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (at.type === 'function_definition') return at;
  return undefined;
}
