// What the extension host may ask of a worker. One map; the client and the server are typed from it.
import type { Analysis, LanguageId, SourceDocument } from '../analysis/findings.ts';
import type { CellOutput } from './payload.ts';

/** The compiled parser and the grammars, read by the host: a worker in the browser cannot read the extension's files. */
export interface ParserAssets {
  readonly runtime: Uint8Array;
  readonly grammars: Readonly<Record<LanguageId, Uint8Array>>;
}

export interface EvaluateParams {
  /** Names the scope; cells of one notebook share variables. */
  readonly notebook: string;
  readonly source: string;
  /** The variables as the last successful cell left them: given again to a worker that replaced a dead one. */
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

export interface WorkerMethods {
  readonly analyze: { readonly params: SourceDocument; readonly result: Analysis };
  readonly evaluate: { readonly params: EvaluateParams; readonly result: EvaluateResult };
  readonly forgetNotebook: { readonly params: { readonly notebook: string }; readonly result: null };
}
