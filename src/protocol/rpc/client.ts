// The asking end. No promise of it is ever left pending: whatever ends the conversation rejects what is open.
import { RpcError, messageOf } from './errors.ts';
import { type CancelMessage, type RequestMessage, protocolVersion, readServerMessage } from './messages.ts';
import type { MethodMap, MethodName, ParamsOf, ResultOf } from './methods.ts';
import type { CancelSignal, Port } from './port.ts';

export interface RequestOptions {
  /** Aborting rejects at once with code `cancelled` and tells the other end. An `AbortSignal` fits. */
  readonly signal?: CancelSignal | undefined;
  /** Buffers and ports of the parameters to move and not copy. */
  readonly transfer?: readonly unknown[] | undefined;
  /** Called once, when the other end has answered, also where the request was cancelled before. */
  readonly onAnswered?: (() => void) | undefined;
}

export interface Client<M extends MethodMap<M>> {
  /** @throws {RpcError} by rejection, always with a code. */
  request<Name extends MethodName<M>>(
    method: Name,
    params: ParamsOf<M, Name>,
    options?: RequestOptions,
  ): Promise<ResultOf<M, Name>>;
  /** Rejects what is pending, and all later requests, with `reason`. The port itself is the caller's to close. */
  close(reason?: RpcError): void;
}

interface Open {
  readonly method: string;
  resolve(result: unknown): void;
  reject(error: RpcError): void;
  /** After cancellation the promise is settled and only this is waited for. */
  readonly onAnswered: (() => void) | undefined;
}

/** The asking end of `port`, typed by the map of methods. */
export function createClient<M extends MethodMap<M>>(port: Port): Client<M> {
  const open = new Map<number, Open>();
  let lastId = 0;
  let closed: RpcError | undefined;

  const answer = (id: number): Open | undefined => {
    const request = open.get(id);
    open.delete(id);
    request?.onAnswered?.();
    return request;
  };
  const fail = (id: number | null, error: (method: string) => RpcError): void => {
    for (const one of id === null ? [...open.keys()] : [id]) {
      const request = answer(one);
      request?.reject(error(request.method));
    }
  };

  const receive = (raw: unknown): void => {
    const message = readServerMessage(raw);
    switch (message.kind) {
      case 'result':
        answer(message.id)?.resolve(message.result);
        return;
      case 'error':
        fail(message.id, () => new RpcError(message.code, message.message));
        return;
      case 'foreign-version':
        fail(message.id, (method) => new RpcError('version', foreignVersion(method, message.version)));
        return;
      case 'malformed':
        fail(message.id, (method) => new RpcError('malformed', `The answer to "${method}" could not be read.`));
    }
  };

  const close = (reason = new RpcError('closed', 'The connection was closed.')): void => {
    if (closed) return;
    closed = reason;
    stopListening();
    stopWatching?.();
    fail(null, () => reason);
  };
  const stopListening = port.onMessage(receive);
  const stopWatching = port.onClose?.(() => {
    close();
  });

  const request = (method: string, params: unknown, options: RequestOptions = {}): Promise<unknown> => {
    const { signal, transfer, onAnswered } = options;
    if (closed) return Promise.reject(closed);
    if (signal?.aborted) return Promise.reject(cancelled(method));
    const id = ++lastId;
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        finish();
        reject(cancelled(method));
        const message: CancelMessage = { version: protocolVersion, kind: 'cancel', id };
        port.post(message);
      };
      const finish = (): void => signal?.removeEventListener('abort', cancel);
      const settle =
        <T>(end: (value: T) => void) =>
        (value: T): void => {
          finish();
          end(value);
        };
      open.set(id, { method, resolve: settle(resolve), reject: settle(reject), onAnswered });
      signal?.addEventListener('abort', cancel);
      const message: RequestMessage = { version: protocolVersion, kind: 'request', id, method, params };
      try {
        port.post(message, transfer);
      } catch (error) {
        fail(id, () => new RpcError('unsendable', `The parameters of "${method}" cannot be sent: ${messageOf(error)}`));
      }
    });
  };

  // The map says what each method takes and gives; on the wire all of it is unknown.
  return { request, close };
}

const cancelled = (method: string): RpcError => new RpcError('cancelled', `"${method}" was cancelled.`);

const foreignVersion = (method: string, version: unknown): string =>
  `"${method}" was answered in version ${String(version)} of the protocol, and this end speaks ${protocolVersion}. Reload the window so that both ends come from one build.`;
