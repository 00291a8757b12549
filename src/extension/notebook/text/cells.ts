// The cells of a *.softmax.md file as the notebook has them, and what a file may have that they do not show.

/** How a cell stands in its file where that is not what `write` would choose. Plain JSON: it is kept as cell metadata. */
export interface CellLayout {
  /** What stands between the cell before (or the file's beginning) and this cell, line ends included. */
  readonly before?: string;
  /** A code cell's opening fence line, without its line end; its info string may have words after `softmax`. */
  readonly open?: string;
  /** A code cell's closing fence line, without its line end. */
  readonly close?: string;
  /** The whole cell as it stood, used as long as it still says the cell's text. */
  readonly raw?: string;
}

export interface TextCell {
  readonly kind: 'code' | 'markdown';
  /** Without fence. Lines end with "\n" as `parse` gives it; `write` takes any line ends. */
  readonly text: string;
  readonly layout?: CellLayout | undefined;
}

/** What belongs to the whole file. Plain JSON: it is kept as notebook metadata. */
export interface DocumentLayout {
  readonly byteOrderMark?: true;
  /** The line end most lines have; "\n" where absent. */
  readonly eol?: '\r\n' | '\r';
  /** What stands after the last cell (in a file without cells: all of it); one line end where absent. */
  readonly end?: string;
}

export interface NotebookText {
  readonly cells: readonly TextCell[];
  readonly layout?: DocumentLayout | undefined;
}
