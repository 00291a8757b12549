import { workspace, Uri, type ExtensionContext } from 'vscode';
import { handleOfWebWorker, type WorkerHandle } from '../protocol/handles.ts';
import type { ExtensionApi } from './api.ts';
import { activateExtension } from './extension.ts';

/** The parts of the browser that start a worker; the folder is compiled without the DOM. */
declare const Worker: new (url: string) => Parameters<typeof handleOfWebWorker>[0];
declare const Blob: new (parts: readonly Uint8Array[], options: { type: string }) => object;
declare const URL: { createObjectURL(blob: object): string; revokeObjectURL(url: string): void };

/** The extension in a web worker: vscode.dev, github.dev. */
export function activate(context: ExtensionContext): ExtensionApi {
  return activateExtension(context, { startWorker });
}

/** A worker cannot be started from a remote extension's address, so its script is read and started from a blob. */
async function startWorker(extensionUri: Uri): Promise<WorkerHandle> {
  const script = await workspace.fs.readFile(Uri.joinPath(extensionUri, 'dist', 'worker.js'));
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(url);
  const handle = handleOfWebWorker(worker);
  return {
    ...handle,
    terminate: () => {
      URL.revokeObjectURL(url);
      return handle.terminate();
    },
  };
}
