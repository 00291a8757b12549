// Workers that the supervisor's tests play, and a clock that moves when told.
import type { WorkerHandle } from '../../../src/protocol/handles.ts';
import { type Handlers, serve } from '../../../src/protocol/rpc/index.ts';
import { portOfEmitter } from '../../../src/protocol/rpc/adapters.ts';
import { MessageChannel } from 'node:worker_threads';
import type { TestMethods } from './rpc/ports.ts';

export interface PlayedWorker extends WorkerHandle {
  readonly isTerminated: () => boolean;
  /** Ends it as a crash would. */
  readonly die: (reason: string) => void;
}

/** A worker over a real channel; terminated, it answers nothing any more. */
export function playedWorker(handlers: Handlers<TestMethods>): PlayedWorker {
  const { port1, port2 } = new MessageChannel();
  const exits = new Set<(reason: string) => void>();
  let terminated = false;
  serve<TestMethods>(portOfEmitter(port2), handlers);
  const { post, onMessage } = portOfEmitter(port1);
  return {
    post,
    onMessage,
    onExit: (listener) => {
      exits.add(listener);
      return () => exits.delete(listener);
    },
    terminate: () => {
      terminated = true;
      port1.close();
    },
    isTerminated: () => terminated,
    die: (reason) => {
      for (const exit of exits) exit(reason);
    },
  };
}

export interface Clock {
  readonly after: (milliseconds: number, callback: () => void) => () => void;
  readonly advance: (milliseconds: number) => void;
  readonly timers: () => number;
}

export function clock(): Clock {
  const timers = new Map<object, { at: number; callback: () => void }>();
  let now = 0;
  return {
    after: (milliseconds, callback) => {
      const key = {};
      timers.set(key, { at: now + milliseconds, callback });
      return () => timers.delete(key);
    },
    advance: (milliseconds) => {
      now += milliseconds;
      for (const [key, { at, callback }] of timers) {
        if (at > now) continue;
        timers.delete(key);
        callback();
      }
    },
    timers: () => timers.size,
  };
}
