export { parseNotebook } from './parseNotebook.ts';
export type { CodeCell, Notebook, NotebookError, NotebookResult } from './notebook.ts';
