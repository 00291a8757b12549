// Keeps one worker for its callers: started when first needed, replaced when it dies or does not stop when told to.
import type { WorkerHandle } from './handles.ts';
import { type Life, beginLife } from './life.ts';
import {
  type CancelSignal,
  type Client,
  type Dispose,
  type MethodMap,
  type MethodName,
  type ParamsOf,
  type ResultOf,
  RpcError,
  createCancellation,
} from './rpc/index.ts';

export interface SupervisorOptions<M extends MethodMap<M>> {
  /** What a user calls the worker, to begin a message with: "The notebook's worker". */
  readonly name: string;
  readonly start: () => Promise<WorkerHandle>;
  /** Asked of each new worker before its first request, to give it what it needs. */
  readonly prepare?: ((client: Client<M>) => Promise<unknown>) | undefined;
  /** Calls back after so many milliseconds, unless disposed of: `setTimeout`, which pure code has not. */
  readonly after: (milliseconds: number, callback: () => void) => Dispose;
  /** How long cancelled work may go on before its worker is ended, in milliseconds; 500 unless told. */
  readonly graceMs?: number | undefined;
}

export interface SupervisedOptions {
  readonly signal?: CancelSignal | undefined;
  readonly transfer?: readonly unknown[] | undefined;
  /** In place of the supervisor's own; Infinity lets cancelled work run to its end. */
  readonly graceMs?: number | undefined;
}

export interface Supervisor<M extends MethodMap<M>> {
  /**
   * As the client's `request`. Rejects with `closed` when the worker dies or cannot start, with `interrupted` when
   * it is ended because other work did not stop; the next request then has a new worker. A request that finds the
   * worker busy with cancelled work waits until that has stopped or the worker is replaced.
   */
  request<Name extends MethodName<M>>(
    method: Name,
    params: ParamsOf<M, Name>,
    options?: SupervisedOptions,
  ): Promise<ResultOf<M, Name>>;
  /** Ends the worker, also one that is still starting, and rejects what is open and all that comes later with `closed`. */
  dispose(): Promise<void>;
}

/** A worker that outlives its own death, for callers that only ask. Nothing is started before the first request. */
export function createSupervisor<M extends MethodMap<M>>(options: SupervisorOptions<M>): Supervisor<M> {
  const disposal = createCancellation();
  const disposed = new RpcError('closed', `${options.name} was disposed of.`);
  let current: Promise<Life<M>> | undefined;
  let newest: Life<M> | undefined;

  const life = (): Promise<Life<M>> => {
    if (current) return current;
    const forget = (): void => {
      if (current === beginning) current = undefined;
    };
    const began = (begun: Life<M>): void => {
      newest = begun;
      if (disposal.signal.aborted) begun.end(disposed);
    };
    const beginning = beginLife(options, began, forget);
    beginning.catch(forget);
    current = beginning;
    return beginning;
  };

  const request: Supervisor<M>['request'] = async (method, params, asked = {}) => {
    const cancelled = new RpcError('cancelled', `"${method}" was cancelled.`);
    const wait = <T>(promise: () => Promise<T>): Promise<T> =>
      unless(disposal.signal, disposed, () => unless(asked.signal, cancelled, promise));
    for (;;) {
      const now = await wait(life);
      const busy = now.busyWithCancelled();
      if (busy) await wait(() => busy);
      else if (!now.ended) return now.request(method, params, asked);
    }
  };

  const dispose = async (): Promise<void> => {
    disposal.cancel();
    await newest?.end(disposed);
  };

  return { request, dispose };
}

/** What the promise gives, or a rejection with `reason` as soon as `signal` is aborted; it is not made if it was before. */
function unless<T>(signal: CancelSignal | undefined, reason: RpcError, promise: () => Promise<T>): Promise<T> {
  if (!signal) return promise();
  if (signal.aborted) return Promise.reject(reason);
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      reject(reason);
    };
    const finish = (): void => {
      signal.removeEventListener('abort', abort);
    };
    signal.addEventListener('abort', abort);
    const awaited = promise();
    awaited.then(resolve, reject);
    awaited.then(finish, finish);
  });
}
