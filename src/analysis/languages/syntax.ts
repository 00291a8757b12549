// A syntax tree as front ends see it: no parser's types, children read when they are asked for.
import type { Language, Node } from 'web-tree-sitter';

/** The text that a tree was parsed from; offsets of its nodes are UTF-16 units of `text`. */
export interface Source {
  /** The index of the cell in its document. */
  readonly cell: number;
  readonly text: string;
}

const comment = 'comment';
/** A backslash and the end of its line. */
const continuation = 'line_continuation';

/** Names of the types of a grammar, and which of them are named, by their numbers; what is not in it is an error. */
interface Types {
  readonly names: readonly string[];
  readonly isNamed: boolean[];
}

const known = new WeakMap<Language, Types>();

function typesOf(language: Language): Types {
  const before = known.get(language);
  if (before) return before;
  const types: Types = { names: language.types, isNamed: [] };
  known.set(language, types);
  return types;
}

/** Each question to the parser crosses into WebAssembly, and nodes are read many times: every answer is kept. */
export class SyntaxNode {
  readonly type: string;
  readonly start: number;
  private readonly isNamed: boolean;
  private last: number | undefined;
  private kids: readonly SyntaxNode[] | undefined;
  private namedKids: readonly SyntaxNode[] | undefined;
  private byField: Map<string, SyntaxNode | undefined> | undefined;
  private allByField: Map<string, readonly SyntaxNode[]> | undefined;

  constructor(
    private readonly node: Node,
    readonly source: Source,
    readonly parent: SyntaxNode | undefined,
  ) {
    const { language } = node.tree;
    const { names, isNamed } = typesOf(language);
    const { typeId } = node;
    this.type = names[typeId] ?? 'ERROR';
    this.isNamed = isNamed[typeId] ??= typeId >= names.length || language.nodeTypeIsNamed(typeId);
    this.start = node.startIndex;
  }

  get end(): number {
    return (this.last ??= this.node.endIndex);
  }

  /** All children, punctuation included; a backslash at the end of a line is none. */
  get children(): readonly SyntaxNode[] {
    if (this.kids) return this.kids;
    const before = new Map(this.namedKids?.map((kid) => [kid.node.id, kid]));
    this.kids = this.node.children
      .map((child) => before.get(child.id) ?? this.wrap(child))
      .filter(({ type }) => type !== continuation);
    return this.kids;
  }

  /** The children that are not punctuation, keywords or comments. */
  get named(): readonly SyntaxNode[] {
    // Most nodes are punctuation, and most of it is never asked for.
    this.namedKids ??= this.kids
      ? this.kids.filter(({ isNamed, type }) => isNamed && type !== comment)
      : this.node.namedChildren
          .map((child) => this.wrap(child))
          .filter(({ type }) => type !== comment && type !== continuation);
    return this.namedKids;
  }

  private wrap(child: Node): SyntaxNode {
    return new SyntaxNode(child, this.source, this);
  }

  /** The child that plays a part in the rule of the grammar, e.g. the `left` of an assignment. */
  field(name: string): SyntaxNode | undefined {
    this.byField ??= new Map();
    if (this.byField.has(name)) return this.byField.get(name);
    const child = this.node.childForFieldName(name);
    const isIt = (kid: SyntaxNode) => kid.node.id === child?.id;
    const found = child ? (this.named.find(isIt) ?? this.children.find(isIt)) : undefined;
    this.byField.set(name, found);
    return found;
  }

  fields(name: string): readonly SyntaxNode[] {
    this.allByField ??= new Map();
    const before = this.allByField.get(name);
    if (before) return before;
    const ids = new Set(this.node.childrenForFieldName(name).map(({ id }) => id));
    const found = this.children.filter((child) => ids.has(child.node.id));
    this.allByField.set(name, found);
    return found;
  }

  get text(): string {
    return this.source.text.slice(this.start, this.end);
  }
}
