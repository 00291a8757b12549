// The worker's script in a context that has what a Web Worker has and nothing of Node.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { portOfTarget } from '../../../src/protocol/rpc/adapters.ts';
import { createClient } from '../../../src/protocol/rpc/index.ts';
import type { WorkerMethods } from '../../../src/protocol/methods.ts';
import { workerScript } from './bundle.ts';

test('the Web Worker’s script answers with the platform of a browser alone', async (t) => {
  const { port1, port2 } = new MessageChannel();
  t.after(() => {
    port1.close();
  });
  const self = {
    postMessage: (message: unknown, transfer: Transferable[]) => {
      port2.postMessage(message, transfer);
    },
    addEventListener: port2.addEventListener.bind(port2),
    removeEventListener: port2.removeEventListener.bind(port2),
  };
  runInNewContext(await workerScript(), { self, performance, setTimeout, TextDecoder, TextEncoder, WebAssembly });
  port2.start();
  const client = createClient<WorkerMethods>(portOfTarget(port1));
  const result = await client.request('evaluate', { notebook: 'n', source: 'softmax([1000, 0])\nfoo' });
  assert.equal(result.outputs.length, 1);
  assert.match(result.outputs[0]!.plain, /NaN/);
  assert.deepEqual(!result.ok && [result.error.line, result.error.column], [2, 1]);
});
