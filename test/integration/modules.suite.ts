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

const config = '{ "compilerOptions": { "paths": { "@app/*": ["./*"] } } }';

/** Documents that import another, and the file without which they do not. */
const projects = [
  {
    what: 'Python files that import others',
    document: '/pkg/a.py',
    needed: '/pkg/helpers.py',
    files: { '/pkg/a.py': importer, '/pkg/helpers.py': helper },
    at: 'np.log(probabilities(x))',
  },
  {
    what: 'TypeScript files that import others',
    document: '/lib/a.ts',
    needed: '/lib/maths/index.ts',
    files: { '/lib/a.ts': script, '/lib/maths/index.ts': scriptHelper },
    at: 'Math.log(p)',
  },
  {
    what: 'TypeScript files that import others by the names of a configuration',
    document: '/app/a.ts',
    needed: '/app/tsconfig.json',
    files: {
      '/app/a.ts': script.replace('./maths', '@app/lib/maths'),
      '/app/lib/maths.ts': scriptHelper,
      '/app/tsconfig.json': config,
    },
    at: 'Math.log(p)',
  },
];

for (const [index, { what, document: from, needed, files: texts, at }] of projects.entries()) {
  suite(what, () => {
    test('a logarithm of a softmax that another file computes is found, and gone when what leads there is edited', async (context) => {
      await activated();
      const files = memoryFiles(`softmax-modules-${index}`, texts);
      context.after(() => {
        files.dispose();
      });
      context.after(closeEditors);
      const document = await vscode.workspace.openTextDocument(files.uri(from));
      await vscode.window.showTextDocument(document);
      const [finding] = await findings(document.uri, 1);
      ok(finding, 'there is a finding');
      equal(document.getText(finding.range), at);

      const other = await vscode.workspace.openTextDocument(files.uri(needed));
      const editor = await vscode.window.showTextDocument(other, { preview: false });
      const before = other.getText();
      const all = new vscode.Range(other.positionAt(0), other.positionAt(before.length));
      await editor.edit((builder) => {
        builder.replace(all, '');
      });
      await findings(document.uri, 0);
      await vscode.commands.executeCommand('undo');
      equal(other.getText(), before);
      await findings(document.uri, 1);
    });
  });
}
