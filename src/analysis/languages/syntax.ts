// A syntax tree as front ends see it: no parser's types, children read when they are asked for.
import type { Language, Node } from 'web-tree-sitter';
import { Nodes, type Place } from './nodes.ts';

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
  readonly fields: ReadonlyMap<string, number>;
}

const known = new WeakMap<Language, Types>();

function typesOf(language: Language): Types {
  const before = known.get(language);
  if (before) return before;
  const fields = new Map(language.fields.flatMap((name, id) => (name === null ? [] : [[name, id] as const])));
  const types: Types = { names: language.types, isNamed: [], fields };
  known.set(language, types);
  return types;
}

/** What the nodes of a tree have in common. */
class Grown {
  readonly types: Types;
  readonly nodes: Nodes;

  constructor(
    root: Node,
    readonly source: Source,
  ) {
    this.language = root.tree.language;
    this.types = typesOf(this.language);
    this.nodes = new Nodes(root);
  }

  private readonly language: Language;

  isNamed(type: number): boolean {
    const { names, isNamed } = this.types;
    return (isNamed[type] ??= type >= names.length || this.language.nodeTypeIsNamed(type));
  }
}

/** The root of the tree of a text. */
export function syntaxOf(root: Node, source: Source): SyntaxNode {
  const { id, start, row, column, alias } = Nodes.placeOf(root);
  return new SyntaxNode(new Grown(root, source), undefined, root.typeId, id, start, row, column, alias);
}

/** Each question to the parser crosses into WebAssembly, and nodes are read many times: every answer is kept. */
export class SyntaxNode implements Place {
  readonly type: string;
  private last: number | undefined;
  private kids: readonly SyntaxNode[] | undefined;
  private namedKids: readonly SyntaxNode[] | undefined;
  private byField: Map<string, SyntaxNode | undefined> | undefined;
  private allByField: Map<string, readonly SyntaxNode[]> | undefined;

  constructor(
    private readonly tree: Grown,
    readonly parent: SyntaxNode | undefined,
    private readonly typeId: number,
    readonly id: number,
    readonly start: number,
    readonly row: number,
    readonly column: number,
    readonly alias: number,
  ) {
    this.type = tree.types.names[typeId] ?? 'ERROR';
  }

  get source(): Source {
    return this.tree.source;
  }

  get end(): number {
    return (this.last ??= this.tree.nodes.endOf(this));
  }

  /** All children, punctuation included; a backslash at the end of a line is none. */
  get children(): readonly SyntaxNode[] {
    if (this.kids) return this.kids;
    const before = new Map(this.namedKids?.map((kid) => [kid.id, kid]));
    this.kids = this.read(false)
      .map((kid) => before.get(kid.id) ?? kid)
      .filter(({ type }) => type !== continuation);
    return this.kids;
  }

  /** The children that are not punctuation, keywords or comments. */
  get named(): readonly SyntaxNode[] {
    // Most nodes are punctuation, and most of it is never asked for.
    this.namedKids ??= this.kids
      ? this.kids.filter(({ tree, typeId, type }) => tree.isNamed(typeId) && type !== comment)
      : this.read(true).filter(({ type }) => type !== comment && type !== continuation);
    return this.namedKids;
  }

  private read(isNamed: boolean): SyntaxNode[] {
    const { tree } = this;
    const { nodes } = tree;
    return nodes.children(
      this,
      isNamed,
      (type, id, start, row, column, alias) => new SyntaxNode(tree, this, type, id, start, row, column, alias),
    );
  }

  /** The child that plays a part in the rule of the grammar, e.g. the `left` of an assignment. */
  field(name: string): SyntaxNode | undefined {
    this.byField ??= new Map();
    if (this.byField.has(name)) return this.byField.get(name);
    const { types, nodes } = this.tree;
    const field = types.fields.get(name);
    const id = field === undefined ? undefined : nodes.childWith(this, field);
    const isIt = (kid: SyntaxNode) => kid.id === id;
    const found = id === undefined ? undefined : (this.named.find(isIt) ?? this.children.find(isIt));
    this.byField.set(name, found);
    return found;
  }

  fields(name: string): readonly SyntaxNode[] {
    this.allByField ??= new Map();
    const before = this.allByField.get(name);
    if (before) return before;
    const { types, nodes } = this.tree;
    const field = types.fields.get(name);
    const ids = field === undefined ? new Set<number>() : nodes.childrenWith(this, field);
    const found = this.children.filter(({ id }) => ids.has(id));
    this.allByField.set(name, found);
    return found;
  }

  get text(): string {
    return this.source.text.slice(this.start, this.end);
  }
}
