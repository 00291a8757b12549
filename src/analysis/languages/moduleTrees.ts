import type { Parse, ParsedSource } from './parser.ts';

/** UTF-16 units of texts whose trees are kept; a tree takes some fifty bytes a unit. */
const usualLength = 500_000;

/** Trees of files that documents import, kept for the next ones: much of a project imports the same few files. */
export class ModuleTrees {
  private readonly trees = new Map<string, ParsedSource>();
  private length = 0;
  private count = 0;

  constructor(
    private readonly parse: Parse,
    private readonly maxLength = usualLength,
  ) {}

  /** The tree of a text, which is not the caller's to free; undefined if parsing takes too long. */
  read(text: string): ParsedSource | undefined {
    const known = this.trees.get(text);
    if (known) {
      this.trees.delete(text);
      this.trees.set(text, known);
      return known;
    }
    this.count += 1;
    // Of no cell of a document, and of none that another module is of.
    const made = this.parse({ cell: -this.count, text });
    if (!made) return undefined;
    this.trees.set(text, made);
    this.length += text.length;
    return made;
  }

  /** Frees what was not asked for the longest where there is too much; not while a document is analysed. */
  trim(): void {
    for (const [text, tree] of this.trees) {
      if (this.length <= this.maxLength) return;
      this.trees.delete(text);
      this.length -= text.length;
      tree.dispose();
    }
  }

  dispose(): void {
    for (const tree of this.trees.values()) tree.dispose();
    this.trees.clear();
    this.length = 0;
  }
}
