// Elements of an array that a loop fills which it only compares with: `if (p[i] > p[best]) best = i`.
import { wordsOf } from '../../shared/words.ts';
import type { SyntaxNode } from '../../syntax.ts';
import { isScope, writesIn } from './ownNames.ts';

const aside = new WeakSet<SyntaxNode>();

/** Whether an element is one that a loop compares with, wherever that is in the array: of some round, not of this one. */
export function isAside(subscript: SyntaxNode): boolean {
  return aside.has(subscript);
}

/**
 * Whether an element is read for a comparison alone, which decides nothing that the rest of the loop's body knows of; if
 * so, that is noted.
 */
export function isComparedWith(block: SyntaxNode, subscript: SyntaxNode): boolean {
  const statement = comparedIn(block, subscript);
  if (!statement || leaves(statement)) return false;
  const writes = writesIn(statement);
  const elsewhere = wordsOf(around(block, statement));
  const isOfItsOwn = writes.every(({ name, places }) => places === undefined && !elsewhere.has(name));
  if (isOfItsOwn) aside.add(subscript);
  return isOfItsOwn;
}

/** The `if` whose condition something stands in. */
function comparedIn(block: SyntaxNode, node: SyntaxNode): SyntaxNode | undefined {
  for (let at = node; at.parent && at !== block && !isScope(at); at = at.parent) {
    const { parent } = at;
    if (parent.type === 'if_statement') return parent.field('condition') === at ? parent : undefined;
  }
  return undefined;
}

/** Whether it may end the round. */
function leaves({ text }: SyntaxNode): boolean {
  return /\b(?:break|continue|return|throw|yield|await)\b/.test(text);
}

function around(block: SyntaxNode, { start, end }: SyntaxNode): string {
  const { text } = block;
  return `${text.slice(0, start - block.start)} ${text.slice(end - block.start)}`;
}
