// What an .ipynb holds that matters here.

export interface CodeCell {
  /** Counts all cells of the notebook, from 0. */
  readonly index: number;
  /** In lower case, e.g. `python`, `julia`, `r`. */
  readonly language: string;
  /** As stored: `\r\n` stays two units, magics stay. */
  readonly text: string;
}

export interface Notebook {
  /** Of its code cells, unless a cell says otherwise. In lower case. */
  readonly language: string;
  readonly cells: readonly CodeCell[];
}

/**
 * `not-json`: the text is not JSON (line and column say where); `not-a-notebook`: JSON, but without a list of cells;
 * `bad-cell`: one entry of that list is not a cell (`cell` says which).
 */
export type NotebookError =
  | { readonly code: 'not-json'; readonly message: string; readonly line: number; readonly column: number }
  | { readonly code: 'not-a-notebook'; readonly message: string }
  | { readonly code: 'bad-cell'; readonly message: string; readonly cell: number };

export type NotebookResult =
  { readonly ok: true; readonly notebook: Notebook } | { readonly ok: false; readonly error: NotebookError };
