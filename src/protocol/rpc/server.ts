// The answering end. Every request that can be read gets exactly one answer, cancelled ones too.
import { RpcError, messageOf } from './errors.ts';
import {
  type ErrorMessage,
  type RequestMessage,
  type ServerMessage,
  protocolVersion,
  readClientMessage,
} from './messages.ts';
import type { MethodMap, MethodName, ParamsOf, ResultOf } from './methods.ts';
import { type CancelSignal, type Cancellation, type Dispose, type Port, createCancellation } from './port.ts';

export interface HandlerContext {
  /** Aborted when the caller cancelled or the server was disposed of. */
  readonly signal: CancelSignal;
  /** Names buffers of the result to move and not copy. */
  readonly transfer: (...items: readonly unknown[]) => void;
}

/** One function per method. What it throws reaches the caller: an `RpcError` with its code, all else as `failed`. */
export type Handlers<M extends MethodMap<M>> = {
  readonly [Name in MethodName<M>]: (
    params: ParamsOf<M, Name>,
    context: HandlerContext,
  ) => ResultOf<M, Name> | Promise<ResultOf<M, Name>>;
};

/** Answers what arrives at `port`, until disposed of; disposing aborts what runs. */
export function serve<M extends MethodMap<M>>(port: Port, handlers: Handlers<M>): Dispose {
  const running = new Map<number, Cancellation>();

  const refuse = (id: number | null, error: RpcError): void => {
    const message: ErrorMessage = {
      version: protocolVersion,
      kind: 'error',
      id,
      code: error.code,
      message: error.message,
    };
    port.post(message);
  };

  const run = async ({ id, method, params }: RequestMessage): Promise<void> => {
    if (!Object.hasOwn(handlers, method)) {
      const known = Object.keys(handlers).join(', ');
      refuse(id, new RpcError('unknown-method', `There is no method "${method}". There are: ${known}.`));
      return;
    }
    const handler = handlers[method as MethodName<M>];
    const cancellation = createCancellation();
    running.set(id, cancellation);
    const transfer: unknown[] = [];
    const context: HandlerContext = {
      signal: cancellation.signal,
      transfer: (...items) => void transfer.push(...items),
    };
    try {
      const result = await handler(params, context);
      post(id, method, result, transfer);
    } catch (error) {
      refuse(id, error instanceof RpcError ? error : new RpcError('failed', messageOf(error)));
    } finally {
      running.delete(id);
    }
  };

  const post = (id: number, method: string, result: unknown, transfer: readonly unknown[]): void => {
    const message: ServerMessage = { version: protocolVersion, kind: 'result', id, result };
    try {
      port.post(message, transfer);
    } catch (error) {
      refuse(id, new RpcError('unsendable', `The result of "${method}" cannot be sent: ${messageOf(error)}`));
    }
  };

  const stopListening = port.onMessage((raw) => {
    const message = readClientMessage(raw);
    switch (message.kind) {
      case 'request':
        void run(message);
        return;
      case 'cancel':
        running.get(message.id)?.cancel();
        return;
      case 'foreign-version':
        refuse(message.id, new RpcError('version', foreignVersion(message.version)));
        return;
      case 'malformed':
        refuse(message.id, new RpcError('malformed', 'A request could not be read.'));
    }
  });

  return () => {
    stopListening();
    for (const cancellation of running.values()) cancellation.cancel();
  };
}

const foreignVersion = (version: unknown): string =>
  `The request came in version ${String(version)} of the protocol, and this end speaks ${protocolVersion}. Reload the window so that both ends come from one build.`;
