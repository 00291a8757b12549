import { Edit as TreeEdit, Language, Parser, type Tree } from 'web-tree-sitter';
import type { Edit, LanguageId, Span } from '../findings.ts';
import { lineMap, type LineMap } from '../positions.ts';
import type { FrontEnd } from './frontEnd.ts';
import { ModuleTrees } from './moduleTrees.ts';
import { startParser } from './nodes.ts';
import { syntaxOf, type Source, type SyntaxNode } from './syntax.ts';

/** What the grammars call comments; those of the web say `comment`. */
const commentTypes = ['comment', 'line_comment', 'block_comment'];

/** Longest time for one text; the slowest real file seen takes a hundredth of it. */
const parseMilliseconds = 5000;

export interface ParsedSource {
  readonly root: SyntaxNode;
  readonly hasErrors: boolean;
  /** Where its comments stand, in order. */
  comments(): readonly Pick<Span, 'start' | 'end'>[];
  /** Whether an offset lies inside a node of one of these types: after its first unit and before its last. */
  isInside(offset: number, types: readonly string[]): boolean;
  /** The same text after edits of it, read where it differs; undefined if that takes too long. */
  edited(edits: readonly Edit[], source: Source): ParsedSource | undefined;
  /** Nodes must not be used afterwards. */
  dispose(): void;
}

/** What reads a text into a tree; undefined if that takes too long. */
export type Parse = (source: Source) => ParsedSource | undefined;

/** How the texts of one language are read. */
export interface Parsing {
  /** Reads a text of the document itself; its tree is freed by who asked. */
  readonly parse: Parse;
  /**
   * Reads a text that the document imports; its tree is kept for others, and freed by who keeps it.
   * @param language - of a text that is in another language than the document
   */
  readonly parseModule: (text: string, language?: LanguageId) => ParsedSource | undefined;
}

/** A grammar's bytes, or what reads them when the first document of its language is met. */
export type Grammar = Uint8Array | (() => Promise<Uint8Array>);
export type Grammars = Readonly<Record<LanguageId, Grammar>>;

/** What is known of each language beside its grammar. */
export type Languages = Partial<Record<LanguageId, Pick<FrontEnd, 'relaid'>>>;

interface Loaded {
  readonly parser: Parser;
  readonly parse: Parse;
  readonly modules: ModuleTrees;
}

async function load(grammar: Grammar, relaid: FrontEnd['relaid']): Promise<Loaded> {
  const bytes = typeof grammar === 'function' ? await grammar() : grammar;
  const parser = new Parser().setLanguage(await Language.load(bytes));
  const read: Parse = (source) => parse({ parser, relaid }, source);
  return { parser, parse: read, modules: new ModuleTrees(read) };
}

/** The grammars of one analyzer, each compiled when it is first needed. */
export class ParserPool {
  private readonly parsers = new Map<LanguageId, Promise<Loaded>>();

  private constructor(
    private readonly grammars: Grammars,
    private readonly languages: Languages,
  ) {}

  static async create(runtime: Uint8Array, grammars: Grammars, languages: Languages = {}): Promise<ParserPool> {
    await startParser(runtime);
    return new ParserPool(grammars, languages);
  }

  /** @param others - languages of other texts that are to be read along with those in the first one */
  async for(language: LanguageId, others: Iterable<LanguageId> = []): Promise<Parsing> {
    const own = await this.parser(language);
    const loaded = new Map([[language, own]]);
    for (const other of others) loaded.set(other, await this.parser(other));
    for (const { modules } of loaded.values()) modules.trim();
    return {
      parse: own.parse,
      parseModule: (text, written = language) => (loaded.get(written) ?? own).modules.read(text),
    };
  }

  private async parser(language: LanguageId): Promise<Loaded> {
    let loading = this.parsers.get(language);
    if (!loading) {
      loading = load(this.grammars[language], this.languages[language]?.relaid);
      this.parsers.set(language, loading);
      // What could not be read is asked for again.
      loading.catch(() => this.parsers.delete(language));
    }
    return loading;
  }

  dispose(): void {
    for (const loading of this.parsers.values()) {
      loading.then(
        ({ parser, modules }) => {
          modules.dispose();
          parser.delete();
        },
        () => undefined, // a grammar that did not load has nothing to free
      );
    }
    this.parsers.clear();
  }
}

interface Reading {
  readonly parser: Parser;
  readonly relaid: FrontEnd['relaid'];
}

function parse(reading: Reading, source: Source, since: Tree | null = null): ParsedSource | undefined {
  const { parser, relaid } = reading;
  const deadline = Date.now() + parseMilliseconds;
  // The grammars end no line at a carriage return alone. One character for one: every offset stays.
  const text = source.text.replace(/\r(?!\n)/g, '\n');
  const read = (what: string, from: Tree | null) =>
    parser.parse(what, from, { progressCallback: () => Date.now() > deadline });
  let tree = read(text, since);
  const laid = tree?.rootNode.hasError ? relaid?.(text) : undefined;
  const isLaid = laid !== undefined && laid !== text;
  if (isLaid) {
    tree?.delete();
    tree = read(laid, null);
  }
  if (!tree) {
    parser.reset(); // else the next text would continue this one
    return undefined;
  }
  const own = tree;
  const { rootNode } = tree;
  let lines: LineMap | undefined;
  return {
    root: syntaxOf(rootNode, source),
    hasErrors: rootNode.hasError,
    comments: () =>
      rootNode
        .descendantsOfType(commentTypes)
        .map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex })),
    isInside(offset, types) {
      for (let node = rootNode.descendantForIndex(offset, offset); node; node = node.parent) {
        if (types.includes(node.type) && node.startIndex < offset && offset < node.endIndex) return true;
      }
      return false;
    },
    edited(edits, after) {
      // Another layout is no layout of the text, and none of what comes of an edit of it.
      if (isLaid) return parse(reading, after);
      const old = own.copy();
      lines ??= lineMap(source.text);
      for (const edit of treeEdits(lines, edits)) old.edit(edit);
      const parsed = parse(reading, after, old);
      old.delete();
      return parsed;
    },
    dispose: () => {
      own.delete();
    },
  };
}

/** From the last to the first, so that the places of those to come are still those of the text. */
function treeEdits(lines: LineMap, edits: readonly Edit[]): readonly TreeEdit[] {
  const point = (offset: number) => {
    const { line, column } = lines.position(offset);
    return { row: line - 1, column: column - 1 };
  };
  return [...edits]
    .sort((a, b) => b.start - a.start || b.end - a.end)
    .map(({ start, end, text: replacement }) => {
      const startPosition = point(start);
      const { line, column } = lineMap(replacement).position(replacement.length);
      const newEndPosition = {
        row: startPosition.row + line - 1,
        column: line === 1 ? startPosition.column + column - 1 : column - 1,
      };
      return new TreeEdit({
        startIndex: start,
        oldEndIndex: end,
        newEndIndex: start + replacement.length,
        startPosition,
        oldEndPosition: point(end),
        newEndPosition,
      });
    });
}
