// Pieces of code and how tightly they hold together.
import type { SyntaxNode } from '../../syntax.ts';

/** How tightly a piece of code holds together, the loosest first. */
export const binding = { loose: 0, additive: 1, tight: 2, atom: 3 } as const;
export type Binding = (typeof binding)[keyof typeof binding];

/** Some code that stands for a value. */
export interface Piece {
  readonly text: string;
  readonly binding: Binding;
}

/** The text of a piece where something at least as tight is wanted. */
export function inside(piece: Piece, wanted: Binding): string {
  return piece.binding >= wanted ? piece.text : `(${piece.text})`;
}

/** What a grammar calls code, by how it holds together. */
export interface Grammar {
  /** Types of nodes that nothing around them parts. */
  readonly atoms: ReadonlySet<string>;
  /** The type of a sign before a value. */
  readonly unary: string;
  /** The type of two values with an operator between them. */
  readonly binary: string;
  /** Operators that bind more tightly than a sum. */
  readonly tight: ReadonlySet<string>;
}

/** A node as it is written. */
export function pieceOf(node: SyntaxNode, grammar: Grammar): Piece {
  return { text: node.text, binding: bindingOf(node, grammar) };
}

function bindingOf(node: SyntaxNode, { atoms, unary, binary, tight }: Grammar): Binding {
  if (atoms.has(node.type)) return binding.atom;
  if (node.type === unary) return binding.tight;
  const operator = node.type === binary ? (node.field('operator')?.text ?? '') : '';
  if (tight.has(operator)) return binding.tight;
  return operator === '+' || operator === '-' ? binding.additive : binding.loose;
}
