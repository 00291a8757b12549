// One worker from its start to its end.
import type { WorkerHandle } from './handles.ts';
import type { SupervisedOptions, SupervisorOptions } from './supervisor.ts';
import {
  type Client,
  type MethodMap,
  type MethodName,
  type ParamsOf,
  type ResultOf,
  RpcError,
  createClient,
  messageOf,
} from './rpc/index.ts';

const defaultGraceMs = 500;

export interface Life<M extends MethodMap<M>> {
  readonly ended: boolean;
  /** Ends when no cancelled work is left; undefined when there is none. Work sent meanwhile could share its end. */
  busyWithCancelled(): Promise<unknown> | undefined;
  request<Name extends MethodName<M>>(
    method: Name,
    params: ParamsOf<M, Name>,
    options: SupervisedOptions,
  ): Promise<ResultOf<M, Name>>;
  /** Terminates the worker and rejects what it was asked. */
  end(reason: RpcError): unknown;
}

/**
 * Starts and prepares a worker; `onBegin` has it before it is prepared.
 *
 * @throws {RpcError} `closed` by rejection when either fails.
 */
export async function beginLife<M extends MethodMap<M>>(
  options: SupervisorOptions<M>,
  onBegin: (life: Life<M>) => void,
  onEnd: () => void,
): Promise<Life<M>> {
  const { name } = options;
  const handle = await startWorker(options);
  const client = createClient<M>(handle);
  const unstopped = new Set<Promise<void>>();
  let ended = false;

  const life: Life<M> = {
    get ended() {
      return ended;
    },
    busyWithCancelled: () => (unstopped.size > 0 ? Promise.all(unstopped) : undefined),
    request: (method, params, { signal, transfer, graceMs = options.graceMs ?? defaultGraceMs }) => {
      let answered = (): void => undefined;
      const stopped = new Promise<void>((resolve) => {
        answered = resolve;
      });
      let stopTimer: (() => void) | undefined;
      const onAbort = (): void => {
        unstopped.add(stopped);
        if (graceMs === Infinity) return;
        stopTimer = options.after(graceMs, () => {
          life.end(new RpcError('interrupted', didNotStop(name, method, graceMs)));
        });
      };
      signal?.addEventListener('abort', onAbort);
      const onAnswered = (): void => {
        signal?.removeEventListener('abort', onAbort);
        stopTimer?.();
        unstopped.delete(stopped);
        answered();
      };
      return client.request(method, params, { signal, transfer, onAnswered });
    },
    end(reason) {
      if (ended) return undefined;
      ended = true;
      stopWatching();
      onEnd();
      client.close(reason);
      return handle.terminate();
    },
  };
  const stopWatching = handle.onExit((reason) => {
    life.end(new RpcError('closed', `${name} stopped: ${reason}. It starts anew when next needed.`));
  });
  onBegin(life);
  await prepare(options, client, life);
  return life;
}

async function startWorker<M extends MethodMap<M>>({ start, name }: SupervisorOptions<M>): Promise<WorkerHandle> {
  try {
    return await start();
  } catch (error) {
    throw new RpcError('closed', `${name} could not be started: ${messageOf(error)}`);
  }
}

async function prepare<M extends MethodMap<M>>(
  options: SupervisorOptions<M>,
  client: Client<M>,
  life: Life<M>,
): Promise<void> {
  try {
    await options.prepare?.(client);
  } catch (error) {
    const reason = new RpcError('closed', `${options.name} could not be prepared: ${messageOf(error)}`);
    life.end(reason);
    throw reason;
  }
}

const didNotStop = (name: string, method: string, graceMs: number): string =>
  `${name} was ended, since a cancelled "${method}" did not stop within ${graceMs} ms. It starts anew when next needed.`;
