import { analyzeDocument } from './analyze.ts';
import type { Analysis, SourceDocument } from './findings.ts';
import type { AnalysisOptions } from './policy/options.ts';
import { frontEnds } from './languages/registry.ts';
import { ParserPool, type Grammars } from './languages/parser.ts';
import { usualLimits, type Limits } from './reading.ts';
import { Histories } from './incremental/histories.ts';
import { remembering } from './verify/cache.ts';

/** The compiled parser and its grammars, as bytes: reading files is the host's part. */
export interface AnalyzerAssets {
  /** web-tree-sitter.wasm */
  readonly runtime: Uint8Array;
  /** tree-sitter-<language>.wasm of each language */
  readonly grammars: Grammars;
}

export interface Analyzer {
  /** Never rejects for what is in a document: a text that cannot be analysed is an `ok: false` with its reason. */
  analyze(document: SourceDocument, options?: AnalysisOptions): Promise<Analysis>;
  /** Frees the parser's memory; the analyzer is not used afterwards. */
  dispose(): void;
}

/** @throws if the bytes are no parser or grammar that this version can load */
export async function createAnalyzer(assets: AnalyzerAssets, limits: Limits = usualLimits): Promise<Analyzer> {
  const pool = await ParserPool.create(assets.runtime, assets.grammars, frontEnds);
  const compare = remembering();
  const histories = new Histories();
  return {
    async analyze(document, options) {
      try {
        return await analyzeDocument(document, pool, compare, options, limits, histories);
      } catch (error) {
        return { ok: false, code: 'internal', message: error instanceof Error ? error.message : String(error) };
      }
    },
    dispose() {
      histories.dispose();
      pool.dispose();
    },
  };
}
