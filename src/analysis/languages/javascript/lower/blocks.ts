import type { SyntaxNode } from '../../syntax.ts';
import type { Frame } from '../../shared/lower/frame.ts';
import { isSkip, lowerSkip } from './branches.ts';
import { hoist, isFunctionDeclaration } from './hoisting.ts';
import { lowerStatement } from './statements.ts';

/** The statements of a block in order; or a statement that stands where a block could. */
export function lowerBlock(frame: Frame, block: SyntaxNode, depth: number): void {
  if (block.type !== 'statement_block' && block.type !== 'program' && block.type !== 'ERROR') {
    if (!frame.environment.ended) lowerStatement(frame, block, depth);
    return;
  }
  if (depth > 0 && block.type === 'statement_block') hoist(frame, block);
  lowerStatements(frame, block.named, /^(?:for|while|do)_/.test(block.parent?.type ?? ''), depth);
}

/** @param isRound - whether they are the block of a loop */
function lowerStatements(frame: Frame, statements: readonly SyntaxNode[], isRound: boolean, depth: number): void {
  for (const [index, statement] of statements.entries()) {
    // Nothing here is reached, or an error in the text hides how it is: its classes still are looked at.
    if (frame.environment.ended && !/^(class_declaration|export_statement)$/.test(statement.type)) continue;
    if (isRound && !frame.environment.ended && isSkip(statement)) {
      const rest = () => {
        lowerStatements(frame, statements.slice(index + 1), isRound, depth);
      };
      lowerSkip(frame, statement, rest, depth);
      return;
    }
    if (!isFunctionDeclaration(statement)) lowerStatement(frame, statement, depth);
  }
}
