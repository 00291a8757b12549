import * as vscode from 'vscode';
import type { ExtensionApi } from '../../src/extension/api.ts';
import { diagnosticSource } from '../../src/extension/ids.ts';
import { equal, eventually, ok } from './assert.ts';
import type { TestContext } from './run.ts';

export const extensionId = 'softmax-stability.softmax-stability';

export async function activated(): Promise<ExtensionApi> {
  const extension = vscode.extensions.getExtension<ExtensionApi>(extensionId);
  ok(extension, `${extensionId} is installed`);
  return extension.activate();
}

/** A Python document in an editor, gone again after the test. */
export async function openPython(context: TestContext, content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'python', content });
  await vscode.window.showTextDocument(document);
  context.after(closeEditors);
  // An untitled document that is closed while another is in front can come back with its old text under the same name.
  equal(document.getText(), content, 'The new document has another text than was asked for');
  return document;
}

export async function closeEditors(): Promise<void> {
  while (vscode.window.activeTextEditor?.document.isDirty || vscode.window.activeNotebookEditor?.notebook.isDirty) {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  await eventually('every untitled document to be closed', () =>
    vscode.workspace.textDocuments.every(({ uri }) => uri.scheme !== 'untitled'),
  );
}

export function ours(uri: vscode.Uri): vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === diagnosticSource);
}

/** The findings on a document once there are as many as expected. */
export async function findings(uri: vscode.Uri, count: number): Promise<vscode.Diagnostic[]> {
  return eventually(`${count} finding(s) on ${uri.path}`, () => {
    const found = ours(uri);
    return found.length === count ? found : undefined;
  });
}

/** Every quick fix at a range; only our extension offers any here. */
export async function quickFixes(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
    20,
  );
}

/** The text of every hover at the start of a range. */
export async function hoverText(uri: vscode.Uri, range: vscode.Range): Promise<string> {
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, range.start);
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (typeof content === 'string' ? content : content.value))
    .join('\n');
}
