// The worker as a Web Worker, started from a blob URL. Nothing of Node may be imported here.
import type { WorkerMethods } from '../protocol/methods.ts';
import { portOfTarget } from '../protocol/rpc/adapters.ts';
import { serve } from '../protocol/rpc/index.ts';
import { createHandlers } from './handlers.ts';

serve<WorkerMethods>(portOfTarget(self), createHandlers());
