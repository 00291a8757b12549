import type { SyntaxNode } from '../../syntax.ts';
import { withoutBrackets } from '../../shared/brackets.ts';

/** What numbers, names and colons say, however they are laid out. */
export function bareText(node: SyntaxNode | undefined): string {
  return node ? withoutBrackets(node).text.replace(/#[^\r\n]*|[\s\\()]/g, '') : '';
}
