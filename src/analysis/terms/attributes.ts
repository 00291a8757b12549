// Attributes of which nothing is known.
import type { OpaqueTerm } from './term.ts';

const key = 'attribute ';

export function nameOfAttribute(term: OpaqueTerm): string {
  return term.key.slice(key.length);
}

/** Whether a term is an attribute, or a property, of its operand. */
export function isAttribute(term: OpaqueTerm): boolean {
  return term.key.startsWith(key) && term.operands.length === 1;
}
