import type { Analysis, LanguageId, SourceDocument } from './findings.ts';

/** The compiled parser and its grammars, as bytes: reading files is the host's part. */
export interface AnalyzerAssets {
  /** web-tree-sitter.wasm */
  readonly runtime: Uint8Array;
  /** tree-sitter-<language>.wasm of each language */
  readonly grammars: Readonly<Record<LanguageId, Uint8Array>>;
}

export interface Analyzer {
  /** Never rejects for what is in a document: a text that cannot be analysed is an `ok: false` with its reason. */
  analyze(document: SourceDocument): Promise<Analysis>;
  /** Frees the parser's memory; the analyzer is not used afterwards. */
  dispose(): void;
}

export function createAnalyzer(_assets: AnalyzerAssets): Promise<Analyzer> {
  return Promise.reject(new Error('The front ends are not composed yet.'));
}
