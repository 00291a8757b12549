import type { SyntaxNode } from '../../syntax.ts';

/** How tightly a piece of code holds together, the loosest first. */
export const binding = { loose: 0, additive: 1, tight: 2, atom: 3 } as const;
export type Binding = (typeof binding)[keyof typeof binding];

/** Some code that stands for a value. */
export interface Piece {
  readonly text: string;
  readonly binding: Binding;
}

const atoms = new Set([
  ...['identifier', 'attribute', 'call', 'subscript', 'integer', 'float', 'parenthesized_expression'],
  ...['list', 'list_comprehension', 'tuple', 'generator_expression'],
]);
const additive = new Set(['+', '-']);
const multiplicative = new Set(['*', '/', '//', '%', '@', '**']);

/** A node as it is written. */
export function pieceOf(node: SyntaxNode): Piece {
  return { text: node.text, binding: bindingOf(node) };
}

function bindingOf(node: SyntaxNode): Binding {
  if (atoms.has(node.type)) return binding.atom;
  if (node.type === 'unary_operator') return binding.tight;
  const operator = node.type === 'binary_operator' ? (node.field('operator')?.text ?? '') : '';
  if (multiplicative.has(operator)) return binding.tight;
  return additive.has(operator) ? binding.additive : binding.loose;
}

/** The text of a piece where something at least as tight is wanted. */
export function inside(piece: Piece, wanted: Binding): string {
  return piece.binding >= wanted ? piece.text : `(${piece.text})`;
}
