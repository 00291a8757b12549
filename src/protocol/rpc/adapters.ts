// Ports from what the platforms give. Structural types: pure code knows neither Node's nor the DOM's.
import type { Dispose, Port } from './port.ts';

/** `MessagePort`, `Worker` and a worker's global scope, as browsers have them (and Node's `MessagePort` too). */
export interface MessageTarget {
  postMessage(message: unknown, transfer: never): void;
  addEventListener(type: string, listener: (event: object) => void): void;
  removeEventListener(type: string, listener: (event: object) => void): void;
  /** Of a MessagePort, which is silent until started. */
  start?(): void;
}

/** `worker_threads`: a `Worker` seen from outside, `parentPort` seen from inside. */
export interface MessageEmitter {
  postMessage(message: unknown, transfer: never): void;
  on(event: string, listener: EmitterListener): unknown;
  off(event: string, listener: EmitterListener): unknown;
}

// Node's own overloads end in (...args: any[]) => void, and nothing narrower than any matches that.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type EmitterListener = (value: any) => void;

/** A port over anything with `addEventListener`. */
export function portOfTarget(target: MessageTarget): Port {
  return {
    post: (message, transfer = []) => {
      target.postMessage(message, transfer as never);
    },
    onMessage(listener) {
      const onMessage = (event: object): void => {
        listener((event as { readonly data: unknown }).data);
      };
      const onUnreadable = (): void => {
        listener(undefined);
      };
      const dispose = listen(target, [
        ['message', onMessage],
        ['messageerror', onUnreadable],
      ]);
      target.start?.();
      return dispose;
    },
    onClose: (listener) => listen(target, [['close', listener]]),
  };
}

/** A port over anything with `on` and `off`. */
export function portOfEmitter(emitter: MessageEmitter): Port {
  return {
    post: (message, transfer = []) => {
      emitter.postMessage(message, transfer as never);
    },
    onMessage(listener) {
      const onUnreadable = (): void => {
        listener(undefined);
      };
      emitter.on('message', listener);
      emitter.on('messageerror', onUnreadable);
      return () => {
        emitter.off('message', listener);
        emitter.off('messageerror', onUnreadable);
      };
    },
    onClose(listener) {
      emitter.on('close', listener);
      return () => void emitter.off('close', listener);
    },
  };
}

function listen(
  target: MessageTarget,
  listeners: readonly (readonly [type: string, listener: (event: object) => void])[],
): Dispose {
  for (const [type, listener] of listeners) target.addEventListener(type, listener);
  return () => {
    for (const [type, listener] of listeners) target.removeEventListener(type, listener);
  };
}
