import * as vscode from 'vscode';
import { cellLanguage } from '../ids.ts';
import { decode, encode, parse, write, type CellLayout, type DocumentLayout, type TextCell } from './text.ts';

/** Files to notebooks and back. What a cell does not show (fences, blank lines, line ends) rides along as metadata. */
export class NotebookSerializer implements vscode.NotebookSerializer {
  /** @throws {NotebookDecodeError} VS Code shows its message in place of the notebook, and the file stays as it is. */
  deserializeNotebook(content: Uint8Array): vscode.NotebookData {
    const { cells, layout } = parse(decode(content));
    const data = new vscode.NotebookData(cells.map(cellData));
    data.metadata = { layout };
    return data;
  }

  serializeNotebook(data: vscode.NotebookData): Uint8Array {
    const cells = data.cells.map(textCell);
    // Only parse() writes this metadata; a notebook made in the editor has none.
    const layout = data.metadata?.['layout'] as DocumentLayout | undefined;
    return encode(write({ cells, layout }));
  }
}

function cellData({ kind, text, layout }: TextCell): vscode.NotebookCellData {
  const data =
    kind === 'code'
      ? new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, cellLanguage)
      : new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, text, 'markdown');
  data.metadata = { layout };
  return data;
}

function textCell(data: vscode.NotebookCellData): TextCell {
  return {
    kind: data.kind === vscode.NotebookCellKind.Code ? 'code' : 'markdown',
    text: data.value,
    layout: data.metadata?.['layout'] as CellLayout | undefined,
  };
}
