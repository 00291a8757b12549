// The pieces of a document by their texts: where nothing but its place has changed, one is the same.
import type { Partition, Piece, Sayings } from '../languages/frontEnd.ts';
import type { ParsedSource } from '../languages/parser.ts';
import type { SyntaxNode } from '../languages/syntax.ts';

/** What can be told of a piece from its text alone, and from the statement that it is in. */
export interface Content extends Pick<Piece, 'isDefinition' | 'isSimple' | 'head' | 'ofClass'>, Sayings {
  /** Another for another text. */
  readonly id: number;
}

export interface Statement {
  readonly content: Content;
  readonly cell: number;
  readonly start: number;
  readonly end: number;
}

/** A piece by its place in its statement. */
interface Known {
  readonly place: Pick<Piece, 'start' | 'end'>;
  /** See `keyOf`. */
  readonly key: string;
  readonly content: Content;
}

/** The pieces of one document after another; what is known of a statement is kept as long as one has it. */
export class Statements {
  private known = new Map<string, readonly Known[]>();
  private contents = new Map<string, Content>();
  private count = 0;

  constructor(private readonly partition: Partition) {}

  /** In order. */
  of(sources: readonly ParsedSource[]): readonly Statement[] {
    const known: typeof this.known = new Map();
    const contents: typeof this.contents = new Map();
    const statements = sources.flatMap(({ root }) =>
      root.named.flatMap((node) => {
        const { text, start: from } = node;
        const pieces = known.get(text) ?? this.known.get(text) ?? this.read(node, text);
        known.set(text, pieces);
        return pieces.map(({ place: { start, end }, key, content }): Statement => {
          contents.set(key, content);
          return { content, cell: node.source.cell, start: from + start, end: from + end };
        });
      }),
    );
    this.known = known;
    this.contents = contents;
    return statements;
  }

  /** Its pieces, by their places in it. */
  private read(node: SyntaxNode, text: string): readonly Known[] {
    return this.partition.piecesOf(node).map((piece) => {
      const [start, end] = [piece.start - node.start, piece.end - node.start];
      const key = keyOf(text.slice(start, end), piece);
      const known = this.contents.get(key);
      this.count += 1;
      const { isDefinition, isSimple, head, ofClass } = piece;
      const facts = { isDefinition, isSimple, head, ...(ofClass && { ofClass }) };
      const content = known ?? { ...facts, ...piece.sayings(), id: this.count };
      return { place: { start, end }, key, content };
    });
  }
}

/** What a piece is: its text, and what that is a part of. */
function keyOf(text: string, { isDefinition, ofClass }: Content | Piece): string {
  return JSON.stringify([isDefinition, ofClass, text]);
}
