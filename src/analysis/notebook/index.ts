export { editNotebook, notebookPlaces, notebookReplacements, type Replacement } from './cellText.ts';
export { parseJson } from './json.ts';
export { jsonTree, valueOf, type JsonNode } from './jsonTree.ts';
export { parseNotebook } from './parseNotebook.ts';
export type { CodeCell, Notebook, NotebookError, NotebookResult } from './notebook.ts';
