// Which code can hold anything a rule looks for: what names an exponential, a logarithm, a probability or a loss.
import type { Extent } from '../../frontEnd.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { choiceFor as choose, type Choice } from '../../shared/lower/relevance.ts';
import { declaredNames } from './ownNames.ts';
import { isFunctionDeclaration } from './hoisting.ts';

const matters =
  /exp|Math\s*\.\s*(?:log|E\b)|\blog(?:1p|2|10)?\s*\(|soft_?max|soft_?plus|sigmoid|cross_?entropy|logloss|log_?sum/i;
/** Printing is no logarithm. */
const printing = /\bconsole\s*\.\s*log\b/g;

/** Whether a text can matter at all. */
export function mayMatter(text: string): boolean {
  return matters.test(text.replace(printing, ''));
}

/** Chooses from functions that were noted those that are to be lowered, given the statements at the top of the document. */
export function choiceFor(extent: Extent, statements: readonly SyntaxNode[]): Choice {
  return choose(extent, statements, { mayMatter, namesOf });
}

function namesOf(statement: SyntaxNode): Iterable<string> {
  return isFunctionDeclaration(statement) ? [statement.field('name')?.text ?? ''] : declaredNames(statement);
}
