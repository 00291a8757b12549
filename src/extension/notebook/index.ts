import * as vscode from 'vscode';
import type { ExtensionApi } from '../api.ts';
import { cellLanguage, commands, notebookType } from '../ids.ts';
import { NotebookKernel, type Evaluate } from './controller.ts';
import { RendererMessages } from './messaging.ts';
import { NotebookSerializer } from './serializer.ts';

export interface NotebookServices {
  readonly evaluate: Evaluate;
  /** Lets the worker forget a notebook's variables. */
  readonly forget: (notebook: string) => Promise<unknown>;
  readonly log: vscode.LogOutputChannel;
}

/** The numeric notebook: its file format, its kernel, and the renderer's messages. */
export function activateNotebook({
  evaluate,
  forget,
  log,
}: NotebookServices): vscode.Disposable & { readonly api: ExtensionApi } {
  const messages = new RendererMessages(log);
  const kernel = new NotebookKernel(evaluate, (notebook) => {
    forget(notebook).catch((error: unknown) => {
      log.debug(`${notebook}: ${String(error)}`);
    });
  });
  const serializer = vscode.workspace.registerNotebookSerializer(notebookType, new NotebookSerializer(), {
    // Outputs are recomputed by running; they do not belong in a file that is diffed like text.
    transientOutputs: true,
  });
  const create = vscode.commands.registerCommand(commands.newNotebook, newNotebook);
  return Object.assign(vscode.Disposable.from(create, serializer, kernel, messages), { api: messages });
}

async function newNotebook(): Promise<void> {
  const cells = [
    new vscode.NotebookCellData(
      vscode.NotebookCellKind.Markup,
      vscode.l10n.t('# Where does softmax fail?\n\nRun the cell: the naive kernel and the stable one, side by side.'),
      'markdown',
    ),
    new vscode.NotebookCellData(
      vscode.NotebookCellKind.Code,
      'logits = [1000, 1001, 1002]\nsoftmax(logits, "float16")',
      cellLanguage,
    ),
  ];
  const notebook = await vscode.workspace.openNotebookDocument(notebookType, new vscode.NotebookData(cells));
  await vscode.window.showNotebookDocument(notebook);
}
