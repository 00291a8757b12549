import type { SyntaxNode } from '../../syntax.ts';
import { wordsIn } from './names.ts';
import { functionOf } from './statements.ts';

const ofObjects = /^Object\.(?:keys|values|entries|fromEntries)\(|^new Map\b/;

/** Whether some code is of an object or a Map, whose values have keys: it has no elements to go through by indices. */
export function isKeyed(code: SyntaxNode): boolean {
  const root = /^[\w$]+/.exec(code.text)?.[0];
  return ofObjects.test(code.text) || (root !== undefined && isKeyedName(root, code));
}

/** Whether some code reads anything by a key. */
export function readsKeyed(code: SyntaxNode): boolean {
  return [...wordsIn(code.text)].some((word) => isKeyedName(word, code));
}

function isKeyedName(word: string, within: SyntaxNode): boolean {
  const name = word.replace(/\$/g, '\\$&');
  const uses = [
    `\\bObject\\.(?:keys|values|entries)\\(\\s*${name}\\b`,
    `(?<![\\w$.])${name}\\.(?:get|has|delete)\\(`,
    `(?<![\\w$.])${name}\\s*(?::[^=]*)?=\\s*(?:Object\\.fromEntries\\(|new Map\\b)`,
    `(?<![\\w$.])${name}\\??\\s*:\\s*(?:Readonly)?(?:Map|Record)<`,
    `\\bin\\s+${name}\\s*\\)`,
  ];
  return new RegExp(uses.join('|')).test(functionOf(within).text);
}
