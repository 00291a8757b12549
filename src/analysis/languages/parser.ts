import { Language, Parser } from 'web-tree-sitter';
import type { LanguageId } from '../findings.ts';
import { SyntaxNode, type Source } from './syntax.ts';

/** Longest time for one text; the slowest real file seen takes a hundredth of it. */
const parseMilliseconds = 5000;

export interface ParsedSource {
  readonly root: SyntaxNode;
  readonly hasErrors: boolean;
  /** Nodes must not be used afterwards. */
  dispose(): void;
}

/** What reads a text into a tree; undefined if that takes too long. */
export type Parse = (source: Source) => ParsedSource | undefined;

/** The grammars of one analyzer, each compiled when it is first needed. */
export class ParserPool {
  private readonly parsers = new Map<LanguageId, Promise<Parser>>();

  private constructor(private readonly grammars: Readonly<Record<LanguageId, Uint8Array>>) {}

  static async create(runtime: Uint8Array, grammars: Readonly<Record<LanguageId, Uint8Array>>): Promise<ParserPool> {
    // The bytes are at hand: no address has to be resolved.
    await Parser.init({ wasmBinary: runtime as unknown as ArrayBuffer, locateFile: (name: string) => name });
    return new ParserPool(grammars);
  }

  async for(language: LanguageId): Promise<Parse> {
    let loading = this.parsers.get(language);
    if (!loading) {
      loading = Language.load(this.grammars[language]).then((grammar) => new Parser().setLanguage(grammar));
      this.parsers.set(language, loading);
    }
    const parser = await loading;
    return (source) => parse(parser, source);
  }

  dispose(): void {
    for (const loading of this.parsers.values()) {
      loading.then(
        (parser) => {
          parser.delete();
        },
        () => undefined, // a grammar that did not load has nothing to free
      );
    }
    this.parsers.clear();
  }
}

function parse(parser: Parser, source: Source): ParsedSource | undefined {
  const deadline = Date.now() + parseMilliseconds;
  const tree = parser.parse(source.text, null, { progressCallback: () => Date.now() > deadline });
  if (!tree) {
    parser.reset(); // else the next text would continue this one
    return undefined;
  }
  const { rootNode } = tree;
  return {
    root: new SyntaxNode(rootNode, source, undefined),
    hasErrors: rootNode.hasError,
    dispose: () => {
      tree.delete();
    },
  };
}
