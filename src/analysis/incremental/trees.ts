import type { SourceDocument } from '../findings.ts';
import type { Parse, ParsedSource, Parsing } from '../languages/parser.ts';
import type { Source } from '../languages/syntax.ts';
import { difference } from './difference.ts';

interface Kept {
  readonly text: string;
  readonly tree: ParsedSource;
}

/** The trees of the cells of one document, each read again only where its text differs from the one before. */
export class CellTrees {
  private readonly cells = new Map<number, Kept>();

  /**
   * The same as a parser's for one version of the document, but that its trees are freed by this object: when the next version of a cell is
   * read. Another text of a cell, as a rewrite makes it, is read by itself, and its tree freed by who asked: the one before is still in use.
   */
  reading({ parse, parseModule }: Parsing): Parsing {
    const version = new Map<number, string>();
    return {
      parse: (source) => {
        const { cell, text } = source;
        if ((version.get(cell) ?? text) !== text) return parse(source);
        version.set(cell, text);
        return this.read(source, parse);
      },
      parseModule,
    };
  }

  private read(source: Source, parse: Parse): ParsedSource | undefined {
    const { cell, text } = source;
    const before = this.cells.get(cell);
    if (before?.text === text) return borrowed(before.tree);
    const tree = (before && editedTree(before, source)) ?? parse(source);
    if (!tree) return undefined;
    before?.tree.dispose();
    this.cells.set(cell, { text, tree });
    return borrowed(tree);
  }

  /** Frees what is of no cell of a document any more. */
  keepOnly({ cells }: SourceDocument): void {
    const indices = new Set(cells.map(({ index }) => index));
    for (const [index, { tree }] of this.cells) {
      if (indices.has(index)) continue;
      tree.dispose();
      this.cells.delete(index);
    }
  }

  dispose(): void {
    for (const { tree } of this.cells.values()) tree.dispose();
    this.cells.clear();
  }
}

/** What a text has in common with the one before stays; undefined if it has errors, whose places would depend on that. */
function editedTree({ text, tree }: Kept, source: Source): ParsedSource | undefined {
  const edited = tree.edited([difference(text, source.text, source.cell)], source);
  if (!edited?.hasErrors) return edited;
  edited.dispose();
  return undefined;
}

/** A tree that is freed by someone else. */
function borrowed(tree: ParsedSource): ParsedSource {
  return { ...tree, dispose: () => undefined };
}
