// Where code stands, and what it is.
import type { SyntaxNode } from '../../syntax.ts';

/** Whether some code has a value. */
export function isExpression({ type }: SyntaxNode): boolean {
  return !/statement|declara|assignment|update|parameter|pattern|function|^program$|^arguments$/.test(type);
}

/** Where the class begins that some code is in. */
export function classOf(node: SyntaxNode): string | undefined {
  for (let at: SyntaxNode | undefined = node; at; at = at.parent) {
    if (at.type === 'class_body') return `${at.source.cell}:${at.start}`;
  }
  return undefined;
}
