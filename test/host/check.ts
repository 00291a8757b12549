// `npm start -- --check`, inside VS Code: the newcomer's first minute, one step a test.
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../src/extension/api.ts';
import { cellLanguage, controllerId, diagnosticSource, notebookType } from '../../src/extension/ids.ts';
import { payloadMime } from '../../src/protocol/payload.ts';
import { eventually, ok } from '../integration/assert.ts';
import { test } from '../integration/run.ts';
import { checkSteps } from './checkSteps.ts';

const extensionId = 'softmax-stability.softmax-stability';

/** Milliseconds a step; four of them fit into the two minutes of the whole. */
const options = { timeout: 25_000 };
const patience = options.timeout - 2000;

const [active, finding, cellRan, drawn] = checkSteps;

function sample(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  ok(folder, 'No folder is open.');
  return vscode.Uri.joinPath(folder.uri, name);
}

function api(): ExtensionApi {
  const extension = vscode.extensions.getExtension<ExtensionApi>(extensionId);
  ok(extension?.isActive, `${extensionId} is not active.`);
  return extension.exports;
}

test(
  active,
  async () => {
    await vscode.window.showTextDocument(sample('naive_softmax.py'));
    const extension = vscode.extensions.getExtension(extensionId);
    ok(extension, `${extensionId} is not installed.`);
    await eventually('the extension to become active by its own activation event', () => extension.isActive, patience);
    console.log(
      `  ${extensionId} ${(extension.packageJSON as { version: string }).version} in VS Code ${vscode.version}`,
    );
  },
  options,
);

test(
  finding,
  async () => {
    const uri = sample('naive_softmax.py');
    const found = await eventually(
      `a diagnostic of ${diagnosticSource}`,
      () => vscode.languages.getDiagnostics(uri).find(({ source }) => source === diagnosticSource),
      patience,
    );
    console.log(`  line ${found.range.start.line + 1}: ${found.message}`);
  },
  options,
);

test(
  cellRan,
  async () => {
    const notebook = await vscode.workspace.openNotebookDocument(sample('overflow.softmax.md'));
    ok(notebook.notebookType === notebookType, `overflow.softmax.md opened as ${notebook.notebookType}.`);
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand('notebook.selectKernel', { id: controllerId, extension: extensionId });
    await vscode.commands.executeCommand('notebook.execute');
    const cell = await eventually(
      `an output of type ${payloadMime}`,
      () => notebook.getCells().find(hasPayload),
      patience,
    );
    ok(cell.document.languageId === cellLanguage, `The cell's language is ${cell.document.languageId}.`);
    ok(cell.executionSummary?.success !== false, 'The cell ended in an error.');
    console.log(`  cell ${cell.index}: ${cell.document.lineAt(0).text}`);
  },
  options,
);

test(
  drawn,
  async () => {
    const { kind, outputId, version } = await eventually('a message from the renderer', () => api().drawn[0], patience);
    console.log(`  ${kind} payload, version ${version}, output ${outputId}`);
  },
  options,
);

function hasPayload(cell: vscode.NotebookCell): boolean {
  return cell.outputs.some((output) => output.items.some(({ mime }) => mime === payloadMime));
}
