// Which code can hold anything a rule looks for: what names an exponential, a logarithm, a probability or a loss.
import { assignedNames } from './ownNames.ts';
import { holdsForm } from '../../shared/forms.ts';
import { holdsReciprocalPower } from '../../shared/reciprocalPower.ts';
import { transcendentalNames } from '../libraries/words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { wordsOf } from '../../shared/words.ts';
import type { Words } from '../../shared/lower/relevance.ts';

/**
 * Everything our rules look for has a function of a library with an exponential or a logarithm in it, a loss, or a power
 * of e. Methods that end in `_` do the same in place.
 */
const matters = new RegExp(`\\b(?:(?:${[...transcendentalNames].join('|')})_?\\b|import[^\\n]*\\be\\b)|\\.e\\b`);

/** Whether a text can matter at all. */
export function mayMatter(text: string): boolean {
  return matters.test(text) || holdsReciprocalPower(text) || holdsForm(text, /#.*/g);
}

/** How code that matters is told from code that does not. */
export const words: Words = {
  mayMatter,
  namesOf,
  handsOn: ({ type, named: [only] }) => type === 'expression_statement' && only?.type === 'assignment',
  attributesOf,
  isImplicit,
};

/** What Python, PyTorch and Keras call without its name being said. */
export function isImplicit(method: string): boolean {
  return /^(__\w+__|forward|call)$/.test(method);
}

function* attributesOf(method: SyntaxNode): Iterable<readonly [string, string]> {
  const body = method.field('body');
  const own = new Set(body ? assignedNames(body) : []);
  const queue = [method.field('body')];
  for (let node = queue.pop(); node; node = queue.pop()) {
    if (node.type === 'assignment') {
      const [left, right] = [node.field('left'), node.field('right')];
      const name = left?.type === 'attribute' ? left.field('attribute')?.text : undefined;
      // What a name of the method's own holds, the whole of it tells.
      const isOwn = right && [...wordsOf(right.text)].some((word) => own.has(word));
      if (name !== undefined && right) yield [name, isOwn ? method.text : right.text];
    } else if (!node.type.endsWith('_definition')) queue.push(...node.named);
  }
}

function namesOf(statement: SyntaxNode): Iterable<string> {
  // Of `from numpy import array, exp` only exp matters.
  if (statement.type === 'import_from_statement') return statement.fields('name').filter(isImported).map(boundName);
  return statement.type === 'function_definition' ? [statement.field('name')?.text ?? ''] : assignedNames(statement);
}

/** Whether what an import names matters, and e among it. */
function isImported({ text }: SyntaxNode): boolean {
  return mayMatter(`import ${text}`);
}

function boundName(item: SyntaxNode): string {
  return (item.field('alias') ?? item).text;
}
