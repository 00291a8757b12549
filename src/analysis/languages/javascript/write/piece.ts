import type { SyntaxNode } from '../../syntax.ts';
import { pieceOf as pieceIn, type Grammar, type Piece } from '../../shared/write/piece.ts';

const grammar: Grammar = {
  atoms: new Set([
    ...['identifier', 'this', 'member_expression', 'call_expression', 'subscript_expression', 'number', 'string'],
    ...['parenthesized_expression', 'array', 'non_null_expression', 'shorthand_property_identifier'],
  ]),
  unary: 'unary_expression',
  binary: 'binary_expression',
  tight: new Set(['*', '/', '%']),
};

/** A node as it is written. */
export function pieceOf(node: SyntaxNode): Piece {
  return pieceIn(node, grammar);
}
