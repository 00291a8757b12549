// Code in the words of JavaScript as it was before 2015, in texts that have no others.
import type { SyntaxNode } from '../../syntax.ts';

const known = new WeakMap<object, boolean>();

/** Whether a text declares its names with `var` alone, and has no arrow functions. */
export function isOlder({ source }: SyntaxNode): boolean {
  const before = known.get(source);
  if (before !== undefined) return before;
  const isNew = /(?:^|[;{}()\n])\s*(?:export\s+)?(?:let|const)\s+[\w$[{]|=>|^\s*(?:import|export)\s/m.test(source.text);
  const older = !isNew && /(?:^|[;{}()\n])\s*var\s/.test(source.text);
  known.set(source, older);
  return older;
}

/** A function that gives the value of some code. */
export function lambda(place: SyntaxNode, parameters: string, code: string): string {
  return isOlder(place) ? `function (${parameters}) { return ${code}; }` : `(${parameters}) => ${code}`;
}
