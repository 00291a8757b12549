import type { Uri } from 'vscode';
import type { WorkerHandle } from '../../protocol/handles.ts';

/** What differs between the Node extension host and the one in a web worker. */
export interface Platform {
  /** Starts our worker bundle. Rejects where it cannot be read. */
  startWorker(extensionUri: Uri): Promise<WorkerHandle>;
}
