// Pieces of code and how tightly they hold together.

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
