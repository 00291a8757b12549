// Two ends of a channel in memory, and the methods that the tests of requests speak.
import { MessageChannel } from 'node:worker_threads';
import { portOfEmitter } from '../../../../src/protocol/rpc/adapters.ts';
import type { Port } from '../../../../src/protocol/rpc/index.ts';

export interface TestMethods {
  readonly double: { readonly params: number; readonly result: number };
  readonly wait: { readonly params: { readonly name: string }; readonly result: string };
  readonly fail: { readonly params: string; readonly result: never };
  readonly bytes: { readonly params: Uint8Array; readonly result: Uint8Array };
  readonly anything: { readonly params: unknown; readonly result: unknown };
}

export interface Pair {
  readonly here: Port;
  readonly there: Port;
  readonly close: () => void;
}

/** Real ports, with structured clones; closed so that the test can end. */
export function channel(): Pair {
  const { port1, port2 } = new MessageChannel();
  return {
    here: portOfEmitter(port1),
    there: portOfEmitter(port2),
    close: () => {
      port1.close();
    },
  };
}

export interface ScriptedPort extends Port {
  readonly sent: unknown[];
  /** What the other end would send. */
  receive(message: unknown): void;
  end(): void;
}

/** One end, with the other played by the test. */
export function scriptedPort(onPost: (message: unknown) => void = () => undefined): ScriptedPort {
  const listeners = new Set<(message: unknown) => void>();
  const closers = new Set<() => void>();
  const sent: unknown[] = [];
  return {
    sent,
    post: (message) => {
      onPost(message);
      sent.push(message);
    },
    onMessage: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onClose: (listener) => {
      closers.add(listener);
      return () => closers.delete(listener);
    },
    receive: (message) => {
      for (const listener of listeners) listener(message);
    },
    end: () => {
      for (const close of closers) close();
    },
  };
}

/** What `promise` gives, or that it gave nothing in time: no request may stay open. */
export function soon<T>(promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error('still pending'));
    }, 2000);
  });
  return Promise.race([promise, late]).finally(() => {
    clearTimeout(timer);
  });
}
