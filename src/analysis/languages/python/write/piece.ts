import type { SyntaxNode } from '../../syntax.ts';
import { pieceOf as pieceIn, type Grammar, type Piece } from '../../shared/write/piece.ts';

const grammar: Grammar = {
  atoms: new Set([
    ...['identifier', 'attribute', 'call', 'subscript', 'integer', 'float', 'parenthesized_expression'],
    ...['list', 'list_comprehension', 'tuple', 'generator_expression'],
  ]),
  unary: 'unary_operator',
  binary: 'binary_operator',
  tight: new Set(['*', '/', '//', '%', '@', '**']),
};

/** A node as it is written. */
export function pieceOf(node: SyntaxNode): Piece {
  return pieceIn(node, grammar);
}
