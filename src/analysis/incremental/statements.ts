// What stands at the top of a document, by its text: where nothing but its place has changed, it is the same.
import type { Partition } from '../languages/frontEnd.ts';
import type { ParsedSource } from '../languages/parser.ts';
import { wordsOf } from '../languages/shared/words.ts';
import type { SyntaxNode } from '../languages/syntax.ts';

/** What can be told of a statement from its text alone. */
export interface Content {
  readonly text: string;
  readonly id: number;
  /** Whether it only defines a function or a class, so that what is in it is not run where it stands. */
  readonly isDefinition: boolean;
  /** What others may call it, or what it defines. Of an import none: it is the same for all. */
  readonly names: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

export interface Statement {
  readonly content: Content;
  readonly cell: number;
  readonly start: number;
  readonly end: number;
}

/** The statements of one document after another; what is known of the text of one is kept as long as one has it. */
export class Statements {
  private known = new Map<string, Content>();
  private count = 0;

  /** In order. */
  of(sources: readonly ParsedSource[], partition: Partition): readonly Statement[] {
    const known = new Map<string, Content>();
    const statements = sources.flatMap(({ root }) =>
      root.named.map((node): Statement => {
        const { text } = node;
        let content = known.get(text) ?? this.known.get(text);
        content ??= this.read(node, text, partition);
        known.set(text, content);
        return { content, cell: node.source.cell, start: node.start, end: node.end };
      }),
    );
    this.known = known;
    return statements;
  }

  private read(node: SyntaxNode, text: string, partition: Partition): Content {
    this.count += 1;
    return {
      text,
      id: this.count,
      isDefinition: partition.isDefinition(node),
      names: new Set(partition.definedNames(node)),
      words: wordsOf(text),
    };
  }
}
