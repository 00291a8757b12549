// What the extension host may ask of a worker. One map; the client and the server are typed from it.
import type { Analysis, LanguageId, SourceDocument } from '../analysis/findings.ts';
import type { AnalysisOptions } from '../analysis/policy/options.ts';
import type { CellOutput } from './payload.ts';

/** The compiled parser and grammars, read by the host: a worker in the browser cannot read the extension's files. */
export interface ParserAssets {
  readonly runtime: Uint8Array;
  /** Those that are needed so far; others follow by `addGrammar`. */
  readonly grammars: Readonly<Partial<Record<LanguageId, Uint8Array>>>;
}

export interface EvaluateParams {
  /** Names the scope; cells of one notebook share variables. */
  readonly notebook: string;
  readonly source: string;
  /**
   * `scope` of the last result for this notebook, text which only the worker reads. A worker that still has these
   * variables does not read it; one that replaced a dead one, or whose last cell was cancelled, does.
   */
  readonly scope?: string;
}

/** Where in the cell's source an error stands: offsets in UTF-16 units, line and column from 1. */
export interface SourceError {
  readonly name: string;
  readonly message: string;
  readonly start?: number;
  readonly end?: number;
  readonly line?: number;
  readonly column?: number;
}

export type EvaluateResult =
  | { readonly ok: true; readonly outputs: readonly CellOutput[]; readonly scope: string }
  | {
      readonly ok: false;
      readonly outputs: readonly CellOutput[];
      readonly error: SourceError;
      readonly scope: string;
    };

export interface AnalyzeParams {
  readonly document: SourceDocument;
  readonly options: AnalysisOptions;
}

export interface WorkerMethods {
  /** The first request to a worker that shall analyse, made by the supervisor's `prepare`; `evaluate` needs none. */
  readonly initialize: { readonly params: ParserAssets; readonly result: null };
  /** What documents of a language need, once for each worker. */
  readonly addGrammar: {
    readonly params: { readonly language: LanguageId; readonly grammar: Uint8Array };
    readonly result: null;
  };
  /** Rejects with `failed` before `initialize`, or when the parser cannot be loaded. */
  readonly analyze: { readonly params: AnalyzeParams; readonly result: Analysis };
  /** Runs one cell after the other, in the order asked; what goes wrong in a cell is in the result. */
  readonly evaluate: { readonly params: EvaluateParams; readonly result: EvaluateResult };
  /** Drops a closed notebook's variables. */
  readonly forgetNotebook: { readonly params: { readonly notebook: string }; readonly result: null };
}
