// Functions that are given to methods of arrays, with the types that TypeScript needs to be told.
import { Withheld } from '../../shared/write/withheld.ts';
import type { SyntaxNode } from '../../syntax.ts';
import type { GivenNames } from './names.ts';
import { lambda } from './older.ts';
import { functionOf } from './statements.ts';
import { isTyped, isUntyped } from './untyped.ts';

/** Where a function of the elements of an array is written: its node, and the names that were given before that. */
interface Around {
  readonly node: SyntaxNode;
  readonly names: GivenNames;
}

/** Throws `Withheld` where the text asks whether an array is there at all. */
export function requireThere({ node }: Around, name: string): void {
  if (functionOf(node).text.includes(`${name}?.`)) throw new Withheld('the array may not be there');
}

/** A function of elements of an array that gives the value of some code. */
export function callbackOf(around: Around, parameters: string, code: string, array: string): string {
  const typed = isUnknown(around, array) ? parameters.replace(/[\w$]+/g, '$&: number') : parameters;
  return lambda(around.node, typed, code);
}

/** What is carried through an array whose elements are made numbers: TypeScript takes it for such an element. */
export function carriedName(around: Around, name: string, isMade: boolean, array: string): string {
  return isMade && !isUnknown(around, array) && isTyped(around.node) ? `${name}: number` : name;
}

function isUnknown({ node, names }: Around, array: string): boolean {
  return isUntyped(array, node) || names.untyped.has(array);
}
