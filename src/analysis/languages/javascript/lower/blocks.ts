import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { hoist, isFunctionDeclaration } from './hoisting.ts';
import { lowerStatement } from './statements.ts';

/** The statements of a block in order; or a statement that stands where a block could. */
export function lowerBlock(frame: Frame, block: SyntaxNode, depth: number): void {
  if (block.type !== 'statement_block' && block.type !== 'program' && block.type !== 'ERROR') {
    if (!frame.environment.ended) lowerStatement(frame, block, depth);
    return;
  }
  if (depth > 0 && block.type === 'statement_block') hoist(frame, block);
  for (const statement of block.named) {
    // Nothing here is reached, or an error in the text hides how it is: its classes still are looked at.
    if (frame.environment.ended && !/^(class_declaration|export_statement)$/.test(statement.type)) continue;
    if (!isFunctionDeclaration(statement)) lowerStatement(frame, statement, depth);
  }
}
