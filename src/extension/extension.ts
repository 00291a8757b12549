import * as vscode from 'vscode';
import { activateAnalysis } from './analysis/index.ts';
import type { ExtensionApi } from './api.ts';
import { commands } from './ids.ts';
import { activateNotebook } from './notebook/index.ts';
import type { Platform } from './workers/platform.ts';
import { createWorkers, type Workers } from './workers/workers.ts';

/** Composes the extension. Everything it makes is disposed of with the context, in reverse order. */
export function activateExtension(context: vscode.ExtensionContext, platform: Platform): ExtensionApi {
  const { extensionUri, subscriptions } = context;
  const log = vscode.window.createOutputChannel('Softmax Stability', { log: true });
  let workers = createWorkers(extensionUri, platform);
  const current = (): Workers => workers;

  const notebook = activateNotebook({
    evaluate: (params, signal) => current().notebooks.request('evaluate', params, { signal }),
    forget: (key) => current().notebooks.request('forgetNotebook', { notebook: key }),
    log,
  });
  const analysis = activateAnalysis(
    extensionUri,
    // A run of the analysis is short and shared: a cancelled one may end by itself.
    async (params, signal) => {
      const workers = current();
      await workers.know(params.document.language);
      return workers.analysis.request('analyze', params, { signal, graceMs: Infinity });
    },
    log,
  );

  const restart = vscode.commands.registerCommand(commands.restartWorkers, () => {
    workers.dispose();
    workers = createWorkers(extensionUri, platform);
    analysis.rerun();
  });
  const showLog = vscode.commands.registerCommand(commands.showLog, () => {
    log.show();
  });
  subscriptions.push(
    log,
    {
      dispose: () => {
        workers.dispose();
      },
    },
    notebook,
    analysis,
    restart,
    showLog,
  );
  return notebook.api;
}
