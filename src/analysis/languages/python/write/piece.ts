import type { SyntaxNode } from '../../syntax.ts';
import { binding, type Binding, type Piece } from '../../shared/write/piece.ts';

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
