// Which code can hold anything a rule looks for: what names an exponential, a logarithm, a probability or a loss.
import { holdsForm } from '../../shared/forms.ts';
import { holdsReciprocalPower } from '../../shared/reciprocalPower.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { Words } from '../../shared/lower/relevance.ts';
import { declaredNames } from './ownNames.ts';
import { isFunctionDeclaration } from './hoisting.ts';

/** What may stand between a name and the brackets of its call. */
const gap = String.raw`(?:\s|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|\/\/[^\n]*\n)*`;

const matters = new RegExp(
  String.raw`exp|Math\s*\.\s*(?:log|E\b)|\blog(?:1p|2|10)?${gap}\(|soft_?max|soft_?plus|sigmoid|cross_?entropy|logloss|log_?sum|multinomial`,
  'i',
);
/** Printing is no logarithm. */
const printing = /\bconsole\s*\.\s*log\b/g;

/** Whether a text can matter at all. */
export function mayMatter(text: string): boolean {
  return (
    matters.test(text.replace(printing, '')) ||
    holdsReciprocalPower(text) ||
    holdsForm(text, /\/\*[\s\S]*?\*\/|\/\/.*/g)
  );
}

/** How code that matters is told from code that does not. */
export const words: Words = { mayMatter, namesOf };

function namesOf(statement: SyntaxNode): Iterable<string> {
  if (statement.type === 'import_statement') return importedNames(statement);
  return isFunctionDeclaration(statement) ? [statement.field('name')?.text ?? ''] : declaredNames(statement);
}

function importedNames(statement: SyntaxNode): Iterable<string> {
  const clause = statement.named.find(({ type }) => type === 'import_clause');
  return (clause?.named ?? []).flatMap((part) => {
    if (part.type !== 'named_imports') return part.type === 'identifier' ? [part.text] : [];
    return part.named.map((item) => (item.field('alias') ?? item.field('name'))?.text ?? '');
  });
}
