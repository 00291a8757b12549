import * as vscode from 'vscode';
import type { ParserAssets, WorkerMethods } from '../../protocol/methods.ts';
import { createSupervisor, type Supervisor } from '../../protocol/supervisor.ts';
import type { Platform } from './platform.ts';

/** Two workers of one kind, so that a cell that has to be ended does not take the analysis with it. */
export interface Workers {
  readonly analysis: Supervisor<WorkerMethods>;
  readonly notebooks: Supervisor<WorkerMethods>;
  dispose(): void;
}

export function createWorkers(extensionUri: vscode.Uri, platform: Platform): Workers {
  const common = {
    start: () => platform.startWorker(extensionUri),
    after: (milliseconds: number, callback: () => void) => {
      const timer = setTimeout(callback, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
  };
  const analysis = createSupervisor<WorkerMethods>({
    ...common,
    name: vscode.l10n.t('The analysis worker'),
    prepare: async (client) => client.request('initialize', await readAssets(extensionUri)),
  });
  const notebooks = createSupervisor<WorkerMethods>({ ...common, name: vscode.l10n.t("The notebook's worker") });
  return {
    analysis,
    notebooks,
    dispose: () => {
      void Promise.allSettled([analysis.dispose(), notebooks.dispose()]);
    },
  };
}

async function readAssets(extensionUri: vscode.Uri): Promise<ParserAssets> {
  const read = (name: string) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'dist', name));
  const [runtime, python] = await Promise.all([read('tree-sitter.wasm'), read('tree-sitter-python.wasm')]);
  return { runtime, grammars: { python } };
}
