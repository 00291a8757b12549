// The least that two ends of a conversation need, so that worker_threads, Web Workers and MessageChannel all fit.

/** Undoes what returned it. Calling it again does nothing. */
export type Dispose = () => void;

/**
 * One end of a channel that carries structured clones in order.
 *
 * `post` throws when the message cannot be cloned. What the other end sent and could not be read here is handed
 * to the listener as `undefined`, which no message is: the client then fails what it waits for.
 */
export interface Port {
  readonly post: (message: unknown, transfer?: readonly unknown[]) => void;
  readonly onMessage: (listener: (message: unknown) => void) => Dispose;
  /** Called once when nothing more can arrive. A port that cannot know leaves it out. */
  readonly onClose?: (listener: () => void) => Dispose;
}

/** The part of an `AbortSignal` that is used here; pure code has no DOM types. Every `AbortSignal` is one. */
export interface CancelSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface Cancellation {
  readonly signal: CancelSignal;
  /** Tells every listener, once. */
  readonly cancel: () => void;
}

/** A `CancelSignal` and the switch that sets it off, as `AbortController` has them. */
export function createCancellation(): Cancellation {
  const listeners = new Set<() => void>();
  let aborted = false;
  const signal: CancelSignal = {
    get aborted() {
      return aborted;
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  };
  const cancel = (): void => {
    if (aborted) return;
    aborted = true;
    for (const listener of [...listeners]) listener();
    listeners.clear();
  };
  return { signal, cancel };
}
