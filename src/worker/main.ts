// The worker: a thread of node:worker_threads on the desktop, a Web Worker started from a blob URL in the browser. One
// script serves both, since all but the port is the same; what asks Node for its port is not reached in a browser.
import type * as threads from 'node:worker_threads';
import type { WorkerMethods } from '../protocol/methods.ts';
import { portOfEmitter, portOfTarget } from '../protocol/rpc/adapters.ts';
import { serve, type Port } from '../protocol/rpc/index.ts';
import { createHandlers } from './handlers.ts';

/** Of a CommonJS script, which the bundle is in Node. */
declare const require: (id: 'node:worker_threads') => typeof threads;

function portHere(): Port {
  if (typeof process === 'undefined') return portOfTarget(self);
  const { parentPort } = require('node:worker_threads');
  if (!parentPort) throw new Error('This file is started as a worker thread, not by itself.');
  return portOfEmitter(parentPort);
}

serve<WorkerMethods>(portHere(), createHandlers());
