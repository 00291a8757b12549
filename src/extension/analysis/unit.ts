import * as vscode from 'vscode';
import type { LanguageId, SourceDocument } from '../../analysis/findings.ts';
import { languages } from './languages.ts';

/** What is analysed at once: a file, or all cells of a notebook that are in one language, since cells share names. */
export interface Unit {
  /** The notebook's or the document's address. */
  readonly key: string;
  readonly language: LanguageId;
  readonly kind: SourceDocument['kind'];
  readonly parts: readonly UnitPart[];
}

export interface UnitPart {
  /** The position among all cells of the notebook; 0 for a file. */
  readonly index: number;
  readonly document: vscode.TextDocument;
}

/** The interactive window keeps what has run in cells that nobody can edit. */
const readOnlyNotebooks: ReadonlySet<string> = new Set(['interactive']);

/** The unit that a document belongs to, or nothing where there is nothing to analyse or nobody could edit it. */
export function unitOf(document: vscode.TextDocument): Unit | undefined {
  const language = languages[document.languageId];
  if (language === undefined || document.isClosed) return undefined;
  const notebook = notebookOf(document);
  if (notebook !== undefined) return notebookUnit(notebook, language);
  // A document of a notebook that is no longer (or not yet) among the open ones.
  if (document.uri.scheme === 'vscode-notebook-cell') return undefined;
  if (vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === false) return undefined;
  return { key: document.uri.toString(), language, kind: 'file', parts: [{ index: 0, document }] };
}

/** The units of a notebook: at most one a language. */
export function unitsOf(notebook: vscode.NotebookDocument): Unit[] {
  const units = [...new Set(Object.values(languages))].map((language) => notebookUnit(notebook, language));
  return units.filter((unit) => unit !== undefined);
}

export function unitKey(document: vscode.TextDocument): string {
  return (notebookOf(document) ?? document).uri.toString();
}

function notebookOf(document: vscode.TextDocument): vscode.NotebookDocument | undefined {
  if (document.uri.scheme !== 'vscode-notebook-cell') return undefined;
  return vscode.workspace.notebookDocuments.find((notebook) =>
    notebook.getCells().some((cell) => cell.document === document),
  );
}

function notebookUnit(notebook: vscode.NotebookDocument, language: LanguageId): Unit | undefined {
  if (notebook.isClosed || readOnlyNotebooks.has(notebook.notebookType)) return undefined;
  const parts = notebook
    .getCells()
    .filter((cell) => cell.kind === vscode.NotebookCellKind.Code && languages[cell.document.languageId] === language)
    .map((cell) => ({ index: cell.index, document: cell.document }));
  return parts.length === 0 ? undefined : { key: notebook.uri.toString(), language, kind: 'notebook', parts };
}
