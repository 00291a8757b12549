import type { SyntaxNode } from '../../syntax.ts';
import type { Binding } from '../../shared/write/piece.ts';
import { binding, type Piece } from '../../shared/write/piece.ts';

const atoms = new Set([
  ...['identifier', 'this', 'member_expression', 'call_expression', 'subscript_expression', 'number', 'string'],
  ...['parenthesized_expression', 'array', 'non_null_expression', 'shorthand_property_identifier'],
]);
const multiplicative = new Set(['*', '/', '%']);

/** A node as it is written. */
export function pieceOf(node: SyntaxNode): Piece {
  return { text: node.text, binding: bindingOf(node) };
}

function bindingOf(node: SyntaxNode): Binding {
  if (atoms.has(node.type)) return binding.atom;
  if (node.type === 'unary_expression') return binding.tight;
  const operator = node.type === 'binary_expression' ? (node.field('operator')?.text ?? '') : '';
  if (multiplicative.has(operator)) return binding.tight;
  return operator === '+' || operator === '-' ? binding.additive : binding.loose;
}
