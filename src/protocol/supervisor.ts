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
  /** Ends the worker and rejects what is open, and all later requests, with `closed`. */
  dispose(): Promise<void>;
}

/** A worker that outlives its own death, for callers that only ask. Nothing is started before the first request. */
export function createSupervisor<M extends MethodMap<M>>(options: SupervisorOptions<M>): Supervisor<M> {
  let current: Promise<Life<M>> | undefined;
  let newest: Life<M> | undefined;
  let disposed: RpcError | undefined;

  const life = (): Promise<Life<M>> => {
    if (disposed) return Promise.reject(disposed);
    if (current) return current;
    const forget = (): void => {
      if (current === beginning) current = undefined;
    };
    const began = (begun: Life<M>): void => {
      newest = begun;
      if (disposed) begun.end(disposed);
    };
    const beginning = beginLife(options, began, forget);
    beginning.catch(forget);
    current = beginning;
    return beginning;
  };

  const request: Supervisor<M>['request'] = async (method, params, asked = {}) => {
    for (;;) {
      const now = await unlessCancelled(life(), method, asked.signal);
      if (disposed) throw disposed;
      const busy = now.busyWithCancelled();
      if (busy) await unlessCancelled(busy, method, asked.signal);
      else if (!now.ended) return now.request(method, params, asked);
    }
  };

  const dispose = async (): Promise<void> => {
    disposed ??= new RpcError('closed', `${options.name} was disposed of.`);
    const starting = current;
    await newest?.end(disposed);
    await starting?.catch(() => undefined);
  };

  return { request, dispose };
}

/** What `promise` gives, or a rejection as soon as `signal` is aborted. */
function unlessCancelled<T>(promise: Promise<T>, method: string, signal: CancelSignal | undefined): Promise<T> {
  if (!signal) return promise;
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      reject(new RpcError('cancelled', `"${method}" was cancelled.`));
    };
    if (signal.aborted) cancel();
    signal.addEventListener('abort', cancel);
    const finish = (): void => {
      signal.removeEventListener('abort', cancel);
    };
    promise.then(resolve, reject);
    promise.then(finish, finish);
  });
}
