import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ExtensionContext } from 'vscode';
import { handleOfNodeWorker } from '../protocol/handles.ts';
import type { ExtensionApi } from './api.ts';
import { activateExtension } from './extension.ts';

/** A cell that asks for more memory than this ends its worker, with a message, and not the extension host. */
const resourceLimits = { maxOldGenerationSizeMb: 2048 };

/** The extension in a Node host: on the desktop, over SSH, in a container. */
export function activate(context: ExtensionContext): ExtensionApi {
  return activateExtension(context, {
    startWorker: (extensionUri) =>
      Promise.resolve(
        handleOfNodeWorker(new Worker(join(extensionUri.fsPath, 'dist', 'worker.js'), { resourceLimits })),
      ),
  });
}
