import * as vscode from 'vscode';
import { commands, controllerId, notebookType } from '../../src/extension/ids.ts';
import { decodePayload } from '../../src/protocol/decode.ts';
import { payloadMime, type KernelPayload } from '../../src/protocol/payload.ts';
import { deepEqual, equal, eventually, match, ok } from './assert.ts';
import { suite, test, type TestContext } from './run.ts';
import { activated, closeEditors, extensionId } from './support.ts';

const code = (text: string) => new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'softmax');

async function openNotebook(
  context: TestContext,
  ...cells: vscode.NotebookCellData[]
): Promise<vscode.NotebookDocument> {
  await activated();
  context.after(closeEditors);
  const notebook = await vscode.workspace.openNotebookDocument(notebookType, new vscode.NotebookData(cells));
  await vscode.window.showNotebookDocument(notebook);
  await vscode.commands.executeCommand('notebook.selectKernel', { id: controllerId, extension: extensionId });
  return notebook;
}

/** Starts all cells; does not wait for their end. */
async function runAll(): Promise<void> {
  await vscode.commands.executeCommand('notebook.execute');
}

/** Ends when the cell has ended. */
async function runCell(index: number): Promise<void> {
  await vscode.commands.executeCommand('notebook.cell.execute', { ranges: [{ start: index, end: index + 1 }] });
}

async function ended(cell: vscode.NotebookCell): Promise<vscode.NotebookCell> {
  return eventually(`the end of cell ${cell.index}`, () => (cell.executionSummary?.timing ? cell : undefined));
}

function item(cell: vscode.NotebookCell, mime: string, output = 0): Uint8Array {
  const found = cell.outputs[output]?.items.find((one) => one.mime === mime);
  ok(found, `output ${output} of cell ${cell.index} has ${mime}`);
  return found.data;
}

const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function kernelPayload(cell: vscode.NotebookCell, output = 0): KernelPayload {
  const decoded = decodePayload(item(cell, payloadMime, output));
  ok(decoded.ok, decoded.ok ? '' : decoded.message);
  ok(decoded.payload.kind === 'kernel', 'it is a kernel output');
  return decoded.payload;
}

suite('The numeric notebook', () => {
  test('a cell evaluates the naive and the stable kernel in the format asked for', async (context) => {
    const notebook = await openNotebook(context, code('logits = [1000, 1001, 1002]\nsoftmax(logits, "float16")'));
    await runAll();
    const cell = await ended(notebook.cellAt(0));
    equal(cell.executionSummary?.success, true);
    const payload = kernelPayload(cell, cell.outputs.length - 1);
    equal(payload.format, 'float16');
    deepEqual([...payload.logits], [1000, 1001, 1002]);
    ok(payload.naive.every(Number.isNaN), `naive is NaN: ${payload.naive.join()}`);
    // What NumPy prints for e = np.exp(x - x.max()); e / e.sum() with x = np.array([1000, 1001, 1002], np.float16).
    deepEqual([...payload.stable], [0.090087890625, 0.2447509765625, 0.66552734375]);
    const thresholds = Object.fromEntries(payload.thresholds.map((row) => [row.format, row.expOverflow.toFixed(2)]));
    deepEqual(thresholds, { float64: '709.78', float32: '88.72', float16: '11.09', bfloat16: '88.72' });
  });

  test('every output also says it in Markdown and in plain text', async (context) => {
    const notebook = await openNotebook(context, code('softmax([1000, 0], "float32")'), code('1 + 1'));
    await runAll();
    const cell = await ended(notebook.cellAt(0));
    match(textOf(item(cell, 'text/markdown')), /NaN/);
    match(textOf(item(cell, 'text/plain')), /NaN/);
    const value = await ended(notebook.cellAt(1));
    match(textOf(item(value, 'text/markdown')), /2/);
    equal(textOf(item(value, 'text/plain')).trim(), '2');
  });

  test('the renderer acknowledges each output that it has drawn', async (context) => {
    const api = await activated();
    const before = api.drawn.length;
    await openNotebook(context, code('softmax([1, 2, 3], "bfloat16")'));
    await runAll();
    const message = await eventually('the acknowledgement', () => api.drawn[before]);
    equal(message.type, 'drawn');
    equal(message.kind, 'kernel');
  });

  test('cells share variables', async (context) => {
    const notebook = await openNotebook(context, code('a = [3, 4]'), code('logSumExp(a)'));
    await runAll();
    const payload = kernelPayload(await ended(notebook.cellAt(1)));
    deepEqual([...payload.logits], [3, 4]);
  });

  test('a syntax error points at its place, in the output and in the cell', async (context) => {
    const notebook = await openNotebook(context, code('a = 1\nb = (2 + * 3'));
    await runAll();
    const cell = await ended(notebook.cellAt(0));
    equal(cell.executionSummary?.success, false);
    const error = JSON.parse(textOf(item(cell, 'application/vnd.code.notebook.error', cell.outputs.length - 1))) as {
      message: string;
    };
    match(error.message, /line 2, column \d+/);
    match(textOf(item(cell, 'text/plain', cell.outputs.length - 1)), /line 2/);
    const [mistake] = vscode.languages.getDiagnostics(cell.document.uri);
    ok(mistake, 'the place is underlined');
    equal(mistake.range.start.line, 1);
  });

  test(
    'interrupt stops a running cell, the variables survive, and the next cell runs',
    async (context) => {
      const notebook = await openNotebook(
        context,
        code('kept = 41'),
        code('f(n) = sum(map(1:n, g(x) = sum(map(1:n, h(y) = x * y))))\nf(100000)'),
        code('kept + 1'),
      );
      await runCell(0);
      await ended(notebook.cellAt(0));
      const running = runCell(1);
      await new Promise((resolve) => setTimeout(resolve, 1500));
      equal(notebook.cellAt(1).executionSummary?.success, undefined, 'the cell is still running');
      await vscode.commands.executeCommand('notebook.cancelExecution');
      await running;
      ok(notebook.cellAt(1).executionSummary?.success !== true, 'it did not succeed');
      equal(notebook.cellAt(1).outputs.length, 0, 'it left no output');
      await runCell(2);
      const next = await ended(notebook.cellAt(2));
      equal(textOf(item(next, 'text/plain')).trim(), '42');
    },
    { timeout: 60_000 },
  );

  test('a new notebook opens with a cell that runs', async (context) => {
    context.after(closeEditors);
    await activated();
    await vscode.commands.executeCommand(commands.newNotebook);
    const editor = await eventually('the notebook editor', () => vscode.window.activeNotebookEditor);
    equal(editor.notebook.notebookType, notebookType);
    equal(editor.notebook.cellCount, 2);
  });
});
