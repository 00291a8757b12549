// How much code there is, whatever it is written like.
import type { SyntaxNode } from '../../syntax.ts';

const counts = new WeakMap<SyntaxNode, { count: number; isAll: boolean }>();

/** Whether some code has at most so many nodes, names and numbers among them, parentheses and comments not. */
export function hasAtMost(code: SyntaxNode, most: number): boolean {
  let known = counts.get(code);
  if (!known || (!known.isAll && known.count <= most)) counts.set(code, (known = countUpTo(code, most)));
  return known.count <= most;
}

/** Counts until there are more. */
function countUpTo(code: SyntaxNode, most: number): { count: number; isAll: boolean } {
  const queue = [code];
  let count = 0;
  for (let node = queue.pop(); node && count <= most; node = queue.pop()) {
    if (node.type !== 'parenthesized_expression') count += 1;
    queue.push(...node.named);
  }
  return { count, isAll: queue.length === 0 };
}
