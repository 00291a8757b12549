import * as vscode from 'vscode';
import type { EvaluateParams, EvaluateResult, SourceError } from '../../protocol/methods.ts';
import { payloadMime, type CellOutput } from '../../protocol/payload.ts';
import { cellLanguage, controllerId, diagnosticSource, notebookType } from '../ids.ts';

/** Evaluates a cell in the worker. Rejects when cancelled, and when the worker died. */
export type Evaluate = (params: EvaluateParams, signal: AbortSignal) => Promise<EvaluateResult>;

/** Runs cells, one after the other; variables are kept a notebook, so that they outlive a worker that had to be ended. */
export class NotebookKernel implements vscode.Disposable {
  private readonly controller: vscode.NotebookController;
  /** Where a cell's source is wrong, shown as a squiggle in the cell until it is edited or run again. */
  private readonly mistakes = vscode.languages.createDiagnosticCollection(`${diagnosticSource}-cells`);
  private readonly scopes = new Map<string, string>();
  /** The last cell queued, by notebook: a second "Run" waits for the first. */
  private readonly queues = new Map<string, Promise<void>>();
  private readonly subscriptions: vscode.Disposable[];
  private executionOrder = 0;

  constructor(
    private readonly evaluate: Evaluate,
    forget: (notebook: string) => void,
  ) {
    this.controller = vscode.notebooks.createNotebookController(controllerId, notebookType, 'Softmax Stability');
    this.controller.supportedLanguages = [cellLanguage];
    this.controller.supportsExecutionOrder = true;
    this.controller.description = vscode.l10n.t('Naive and stable kernels in any number format');
    this.controller.executeHandler = (cells, notebook) => this.enqueue(cells, notebook);
    this.subscriptions = [
      vscode.workspace.onDidCloseNotebookDocument((notebook) => {
        const key = notebook.uri.toString();
        this.queues.delete(key);
        if (this.scopes.delete(key)) forget(key);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        this.mistakes.delete(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.mistakes.delete(document.uri);
      }),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.mistakes.dispose();
    this.controller.dispose();
  }

  private enqueue(cells: readonly vscode.NotebookCell[], notebook: vscode.NotebookDocument): Promise<void> {
    const key = notebook.uri.toString();
    // Created now, so that VS Code shows all of them as pending and can cancel each.
    const executions = cells.map((cell) => this.controller.createNotebookCellExecution(cell));
    const queue = (this.queues.get(key) ?? Promise.resolve()).then(async () => {
      for (const execution of executions) await this.run(key, execution);
    });
    this.queues.set(key, queue);
    return queue;
  }

  private async run(key: string, execution: vscode.NotebookCellExecution): Promise<void> {
    const { cell, token } = execution;
    const abort = new AbortController();
    const cancelling = token.onCancellationRequested(() => {
      abort.abort();
    });
    execution.executionOrder = ++this.executionOrder;
    execution.start(Date.now());
    this.mistakes.delete(cell.document.uri);
    let success: boolean | undefined;
    try {
      if (token.isCancellationRequested) return;
      const scope = this.scopes.get(key);
      const source = cell.document.getText();
      const result = await this.evaluate(
        { notebook: key, source, ...(scope === undefined ? {} : { scope }) },
        abort.signal,
      );
      this.scopes.set(key, result.scope);
      const outputs = result.outputs.map(outputOf);
      if (!result.ok) {
        outputs.push(errorOutput(result.error));
        this.markMistake(cell.document, result.error);
      }
      await execution.replaceOutput(outputs);
      success = result.ok;
    } catch (error) {
      if (token.isCancellationRequested) return;
      success = false;
      const reason = error instanceof Error ? error : new Error(String(error));
      await execution.replaceOutput(errorOutput({ name: 'WorkerError', message: reason.message }));
    } finally {
      cancelling.dispose();
      execution.end(success, Date.now());
    }
  }

  private markMistake(document: vscode.TextDocument, error: SourceError): void {
    if (error.start === undefined) return;
    const end = Math.max(error.end ?? error.start, error.start + 1);
    const range = new vscode.Range(document.positionAt(error.start), document.positionAt(end));
    const mistake = new vscode.Diagnostic(range, error.message);
    mistake.source = diagnosticSource;
    this.mistakes.set(document.uri, [mistake]);
  }
}

function outputOf({ bytes, markdown, plain }: CellOutput): vscode.NotebookCellOutput {
  return new vscode.NotebookCellOutput([
    new vscode.NotebookCellOutputItem(bytes, payloadMime),
    vscode.NotebookCellOutputItem.text(markdown, 'text/markdown'),
    vscode.NotebookCellOutputItem.text(plain, 'text/plain'),
  ]);
}

function errorOutput({ name, message, line, column }: SourceError): vscode.NotebookCellOutput {
  const place = line === undefined ? '' : vscode.l10n.t(' (line {0}, column {1})', line, column ?? 1);
  const error = new Error(message + place);
  error.name = name;
  error.stack = '';
  return new vscode.NotebookCellOutput([
    vscode.NotebookCellOutputItem.error(error),
    vscode.NotebookCellOutputItem.text(`**${name}**: ${message}${place}`, 'text/markdown'),
    vscode.NotebookCellOutputItem.text(`${name}: ${message}${place}`, 'text/plain'),
  ]);
}
