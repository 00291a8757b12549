import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ExtensionContext } from 'vscode';
import { handleOfNodeWorker } from '../protocol/handles.ts';
import type { ExtensionApi } from './api.ts';
import { activateExtension } from './extension.ts';

/** The extension in a Node host: on the desktop, over SSH, in a container. */
export function activate(context: ExtensionContext): ExtensionApi {
  return activateExtension(context, {
    startWorker: (extensionUri) =>
      Promise.resolve(handleOfNodeWorker(new Worker(join(extensionUri.fsPath, 'dist', 'worker.js')))),
  });
}
