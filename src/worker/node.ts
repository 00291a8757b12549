// The worker as a thread of node:worker_threads.
import { parentPort } from 'node:worker_threads';
import type { WorkerMethods } from '../protocol/methods.ts';
import { portOfEmitter } from '../protocol/rpc/adapters.ts';
import { serve } from '../protocol/rpc/index.ts';
import { createHandlers } from './handlers.ts';

if (!parentPort) throw new Error('This file is started as a worker thread, not by itself.');
serve<WorkerMethods>(portOfEmitter(parentPort), createHandlers());
