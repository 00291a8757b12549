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

const scriptHelper = `export function probabilities(x: number[]): number[] {
  const e = x.map((v) => Math.exp(v - Math.max(...x)));
  const sum = e.reduce((a, b) => a + b, 0);
  return e.map((v) => v / sum);
}
`;
const script = `import { probabilities } from './maths';

export function loss(x: number[]): number[] {
  return probabilities(x).map((p) => Math.log(p));
}
`;

/** Documents that import another, and what that one is with the softmax gone. */
const languages = [
  {
    language: 'Python',
    document: '/pkg/a.py',
    other: '/pkg/helpers.py',
    importer,
    helper,
    at: 'np.log(probabilities(x))',
  },
  {
    language: 'TypeScript',
    document: '/lib/a.ts',
    other: '/lib/maths/index.ts',
    importer: script,
    helper: scriptHelper,
    at: 'Math.log(p)',
  },
] as const;

for (const { language, document: from, other: to, importer: text, helper: softmax, at } of languages) {
  suite(`${language} files that import others`, () => {
    test('a logarithm of a softmax that another file computes is found, and gone when that file is edited', async (context) => {
      await activated();
      const files = memoryFiles(`softmax-modules-${language.toLowerCase()}`, { [from]: text, [to]: softmax });
      context.after(() => {
        files.dispose();
      });
      context.after(closeEditors);
      const document = await vscode.workspace.openTextDocument(files.uri(from));
      await vscode.window.showTextDocument(document);
      const [finding] = await findings(document.uri, 1);
      ok(finding, 'there is a finding');
      equal(document.getText(finding.range), at);

      const other = await vscode.workspace.openTextDocument(files.uri(to));
      const editor = await vscode.window.showTextDocument(other, { preview: false });
      const all = new vscode.Range(other.positionAt(0), other.positionAt(softmax.length));
      await editor.edit((builder) => {
        builder.replace(all, '');
      });
      await findings(document.uri, 0);
      await vscode.commands.executeCommand('undo');
      equal(other.getText(), softmax);
      await findings(document.uri, 1);
    });
  });
}
