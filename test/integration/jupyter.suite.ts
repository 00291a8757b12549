import * as vscode from 'vscode';
import { equal, ok } from './assert.ts';
import { suite, test } from './run.ts';
import { activated, closeEditors, findings, quickFixes } from './support.ts';

const python = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');

suite('Jupyter notebooks', () => {
  test('a naive softmax in a Python cell is found and fixed in its cell, with the import in another', async (context) => {
    await activated();
    context.after(closeEditors);
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([
        new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, '# Attention', 'markdown'),
        python('%matplotlib inline\nimport numpy as np'),
        python('weights = np.exp(scores) / np.sum(np.exp(scores), axis=-1, keepdims=True)'),
      ]),
    );
    await vscode.window.showNotebookDocument(notebook);
    const cell = notebook.cellAt(2).document;
    await findings(notebook.cellAt(1).document.uri, 0);
    const found = await findings(cell.uri, 1);
    equal(cell.getText(found[0]?.range), 'np.exp(scores)');
    const actions = await quickFixes(cell.uri, found[0]!.range);
    const preferred = actions.find((action) => action.isPreferred === true);
    ok(preferred?.edit, `a preferred action among: ${actions.map(({ title }) => title).join('; ')}`);
    ok(await vscode.workspace.applyEdit(preferred.edit), 'the edit is applied');
    await findings(cell.uri, 0);
    ok(cell.getText().includes('max('), `shifted: ${cell.getText()}`);
    equal(notebook.cellAt(1).document.getText(), '%matplotlib inline\nimport numpy as np');
  });
});
