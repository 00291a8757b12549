// A worker as the supervisor sees it, made from what Node and browsers call a worker.
import { type MessageEmitter, type MessageTarget, portOfEmitter, portOfTarget } from './rpc/adapters.ts';
import { type Dispose, type Port, messageOf } from './rpc/index.ts';

/** A started worker. */
export interface WorkerHandle extends Port {
  /** Called once with what a user can be told, when the worker has ended or has failed beyond use. */
  readonly onExit: (listener: (reason: string) => void) => Dispose;
  readonly terminate: () => unknown;
}

/** A `Worker` of `node:worker_threads`. */
export function handleOfNodeWorker(worker: MessageEmitter & { terminate(): unknown }): WorkerHandle {
  const port = portOfEmitter(worker);
  return {
    post: port.post,
    onMessage: port.onMessage,
    onExit: (listener) => {
      const once = first(listener);
      const onError = (error: unknown): void => {
        once(messageOf(error));
      };
      const onExit = (code: number): void => {
        once(`it ended with exit code ${code}`);
      };
      worker.on('error', onError);
      worker.on('exit', onExit);
      return () => {
        worker.off('error', onError);
        worker.off('exit', onExit);
      };
    },
    terminate: () => worker.terminate(),
  };
}

/**
 * A `Worker` of the browser. It has no event for its end: only a failure is heard (a script that cannot be loaded,
 * an exception nobody caught), and a terminated one is silent.
 */
export function handleOfWebWorker(worker: MessageTarget & { terminate(): unknown }): WorkerHandle {
  const port = portOfTarget(worker);
  return {
    post: port.post,
    onMessage: port.onMessage,
    onExit: (listener) => {
      const once = first(listener);
      const onError = (event: object): void => {
        once('message' in event ? String(event.message) : 'its script could not be loaded');
      };
      worker.addEventListener('error', onError);
      return () => {
        worker.removeEventListener('error', onError);
      };
    },
    terminate: () => worker.terminate(),
  };
}

/** `error` is followed by `exit`; the first says why. */
function first(listener: (reason: string) => void): (reason: string) => void {
  let told = false;
  return (reason) => {
    if (told) return;
    told = true;
    listener(reason);
  };
}
