// *.softmax.md: a Markdown file whose fenced blocks with the info string `softmax` are code cells.
export type { CellLayout, DocumentLayout, NotebookText, TextCell } from './text/cells.ts';
export { NotebookDecodeError, decode, encode } from './text/bytes.ts';
export { parse } from './text/parse.ts';
export { write } from './text/write.ts';
