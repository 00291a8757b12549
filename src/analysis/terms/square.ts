import type { Term } from './term.ts';

/** The x of square(x) and of x * x. */
export function rootOf(term: Term): Term | undefined {
  if (term.kind === 'map') return term.name === 'square' ? term.operand : undefined;
  const isProduct = term.kind === 'binary' && term.name === 'multiply';
  return isProduct && term.left === term.right ? term.left : undefined;
}
