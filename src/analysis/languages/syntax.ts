// A syntax tree as front ends see it: no parser's types, children read when they are asked for.
import type { Node } from 'web-tree-sitter';

/** The text that a tree was parsed from; offsets of its nodes are UTF-16 units of `text`. */
export interface Source {
  /** The index of the cell in its document. */
  readonly cell: number;
  readonly text: string;
}

export class SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  private kids: readonly SyntaxNode[] | undefined;

  constructor(
    private readonly node: Node,
    readonly source: Source,
    readonly parent: SyntaxNode | undefined,
  ) {
    this.type = node.type;
    this.start = node.startIndex;
    this.end = node.endIndex;
  }

  /** All children, punctuation included. */
  get children(): readonly SyntaxNode[] {
    return (this.kids ??= this.node.children.map((child) => new SyntaxNode(child, this.source, this)));
  }

  /** The children that are not punctuation, keywords or comments. */
  get named(): readonly SyntaxNode[] {
    return this.children.filter((child) => child.node.isNamed && child.type !== 'comment');
  }

  /** The child that plays a part in the rule of the grammar, e.g. the `left` of an assignment. */
  field(name: string): SyntaxNode | undefined {
    const child = this.node.childForFieldName(name);
    return child ? this.children.find((kid) => kid.node.id === child.id) : undefined;
  }

  fields(name: string): readonly SyntaxNode[] {
    return this.children.filter((_, index) => this.node.fieldNameForChild(index) === name);
  }

  get text(): string {
    return this.source.text.slice(this.start, this.end);
  }
}
