import * as vscode from 'vscode';
import { equal, ok } from './assert.ts';
import { memoryFiles } from './memoryFiles.ts';
import { suite, test } from './run.ts';
import { activated, closeEditors, findings } from './support.ts';

/** Stable by itself; the logarithm of what it returns is not. */
const helper = `import numpy as np

def probabilities(x):
    e = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)
`;
const importer = `import numpy as np
from .helpers import probabilities

def loss(x):
    return np.log(probabilities(x))
`;

suite('Python files that import others', () => {
  test('a logarithm of a softmax that another file computes is found, and gone when that file is edited', async (context) => {
    await activated();
    const files = memoryFiles('softmax-modules', { '/pkg/a.py': importer, '/pkg/helpers.py': helper });
    context.after(() => {
      files.dispose();
    });
    context.after(closeEditors);
    const document = await vscode.workspace.openTextDocument(files.uri('/pkg/a.py'));
    await vscode.window.showTextDocument(document);
    const [finding] = await findings(document.uri, 1);
    ok(finding, 'there is a finding');
    equal(document.getText(finding.range), 'np.log(probabilities(x))');

    const other = await vscode.workspace.openTextDocument(files.uri('/pkg/helpers.py'));
    const editor = await vscode.window.showTextDocument(other, { preview: false });
    const all = new vscode.Range(other.positionAt(0), other.positionAt(helper.length));
    await editor.edit((builder) => {
      builder.replace(all, 'def probabilities(x):\n    return x\n');
    });
    await findings(document.uri, 0);
    await vscode.commands.executeCommand('undo');
    equal(other.getText(), helper);
    await findings(document.uri, 1);
  });
});
