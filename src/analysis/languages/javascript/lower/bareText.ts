import type { SyntaxNode } from '../../syntax.ts';

/** What a node says that holds no text in quotes, without its blanks and comments. */
export function bareText({ text }: SyntaxNode): string {
  return text.replace(/\/\*[\s\S]*?\*\/|\/\/.*|\s/g, '');
}
