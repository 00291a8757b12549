// The worker as it ships: bundled, in a thread of its own, behind the supervisor.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { decodePayload } from '../../../src/protocol/encode.ts';
import { type WorkerHandle, handleOfNodeWorker } from '../../../src/protocol/handles.ts';
import type { EvaluateResult, WorkerMethods } from '../../../src/protocol/methods.ts';
import { RpcError } from '../../../src/protocol/rpc/index.ts';
import { type Supervisor, type SupervisorOptions, createSupervisor } from '../../../src/protocol/supervisor.ts';
import { workerScript } from './bundle.ts';

const folder = mkdtempSync(join(tmpdir(), 'softmax-worker-'));
const script = join(folder, 'worker.cjs');
const root = join(import.meta.dirname, '../../..');

before(async () => {
  writeFileSync(script, await workerScript());
});
after(() => {
  rmSync(folder, { recursive: true });
});

interface Supervised {
  readonly supervisor: Supervisor<WorkerMethods>;
  readonly threads: Worker[];
}

function supervised(
  t: { after(done: () => Promise<void>): void },
  own: Partial<SupervisorOptions<WorkerMethods>> = {},
): Supervised {
  const threads: Worker[] = [];
  const start = (): Promise<WorkerHandle> => {
    const thread = new Worker(script);
    threads.push(thread);
    return Promise.resolve(handleOfNodeWorker(thread));
  };
  const supervisor = createSupervisor<WorkerMethods>({
    name: 'The notebook’s worker',
    start,
    after: (milliseconds, callback) => {
      const timer = setTimeout(callback, milliseconds);
      return () => {
        clearTimeout(timer);
      };
    },
    graceMs: 200,
    ...own,
  });
  t.after(() => supervisor.dispose());
  return { supervisor, threads };
}

const coded = (code: string) => (error: unknown) => error instanceof RpcError && error.code === code;

function text(result: EvaluateResult): string {
  if (!result.ok) return result.error.message;
  const decoded = decodePayload(result.outputs.at(-1)!.bytes);
  return decoded.ok && decoded.payload.kind === 'value' ? decoded.payload.text : 'no value';
}

const runaway = 'f(n) = n < 2 ? n : f(n - 1) + f(n - 2)\nf(80)';

test('a cell runs in a thread, and its output comes back as bytes', async (t) => {
  const { supervisor } = supervised(t);
  const result = await supervisor.request('evaluate', { notebook: 'n', source: 'softmax([1000, 0], "float16")' });
  const decoded = decodePayload(result.outputs[0]!.bytes);
  assert.ok(decoded.ok && decoded.payload.kind === 'kernel');
  assert.deepEqual(decoded.payload.naive, Float64Array.of(NaN, 0));
  assert.deepEqual(decoded.payload.stable, Float64Array.of(1, 0));
});

test('a thread that is killed in the middle of a request fails it, and a new one has the variables', async (t) => {
  const { supervisor, threads } = supervised(t);
  const { scope } = await supervisor.request('evaluate', { notebook: 'n', source: 'x = 5' });
  const open = supervisor.request('evaluate', { notebook: 'n', source: runaway, scope });
  setTimeout(() => void threads[0]!.terminate(), 50);
  await assert.rejects(open, coded('closed'));
  assert.equal(text(await supervisor.request('evaluate', { notebook: 'n', source: 'x + 1', scope })), '6');
  assert.equal(threads.length, 2);
});

test('a runaway cell that is interrupted rejects at once, its thread is replaced, and the variables stay', async (t) => {
  const { supervisor, threads } = supervised(t);
  const { scope } = await supervisor.request('evaluate', { notebook: 'n', source: 'x = 5' });
  const interrupt = new AbortController();
  const open = supervisor.request('evaluate', { notebook: 'n', source: runaway, scope }, { signal: interrupt.signal });
  setTimeout(() => {
    interrupt.abort();
  }, 50);
  await assert.rejects(open, coded('cancelled'));
  assert.equal(text(await supervisor.request('evaluate', { notebook: 'n', source: 'x + 1', scope })), '6');
  assert.equal(threads.length, 2);
});

test('a cell that is interrupted between statements stops, and keeps its thread', async (t) => {
  const { supervisor, threads } = supervised(t, { graceMs: 5000 });
  await supervisor.request('evaluate', { notebook: 'n', source: 'f(n) = n < 2 ? n : f(n - 1) + f(n - 2)' });
  const interrupt = new AbortController();
  const source = 'f(20)\n'.repeat(20_000);
  const open = supervisor.request('evaluate', { notebook: 'n', source }, { signal: interrupt.signal });
  setTimeout(() => {
    interrupt.abort();
  }, 50);
  await assert.rejects(open, coded('cancelled'));
  assert.equal(text(await supervisor.request('evaluate', { notebook: 'n', source: '1 + 1' })), '2');
  assert.equal(threads.length, 1);
});

test('a document is analysed once the worker has the parser, and not before', async (t) => {
  const document = {
    language: 'python' as const,
    kind: 'file' as const,
    cells: [{ index: 0, text: 'import numpy as np\n\ndef softmax(x):\n    return np.exp(x) / np.sum(np.exp(x))\n' }],
  };
  await assert.rejects(
    supervised(t).supervisor.request('analyze', { document, options: {} }),
    /before it was given the parser/,
  );
  const packages = join(root, 'node_modules');
  const assets = {
    runtime: readFileSync(join(packages, 'web-tree-sitter/web-tree-sitter.wasm')),
    grammars: { python: readFileSync(join(packages, 'tree-sitter-python/tree-sitter-python.wasm')) },
  };
  const { supervisor } = supervised(t, { prepare: (client) => client.request('initialize', assets) });
  const analysis = await supervisor.request('analyze', { document, options: {} });
  assert.ok(analysis.ok, JSON.stringify(analysis));
  assert.deepEqual(
    analysis.findings.map(({ rule }) => rule),
    ['naive-softmax'],
  );
});

test('a document of another language is analysed once the worker has its grammar', async (t) => {
  const text = 'const softplus = (x) => Math.log(1 + Math.exp(x));\n';
  const document = { language: 'javascript' as const, kind: 'file' as const, cells: [{ index: 0, text }] };
  const packages = join(root, 'node_modules');
  const runtime = readFileSync(join(packages, 'web-tree-sitter/web-tree-sitter.wasm'));
  const { supervisor } = supervised(t, {
    prepare: (client) => client.request('initialize', { runtime, grammars: {} }),
  });
  const early = await supervisor.request('analyze', { document, options: {} });
  assert.ok(!early.ok);
  assert.match(early.message, /was not given the grammar of javascript/);
  const grammar = readFileSync(join(packages, 'tree-sitter-javascript/tree-sitter-javascript.wasm'));
  await supervisor.request('addGrammar', { language: 'javascript', grammar });
  const analysis = await supervisor.request('analyze', { document, options: {} });
  assert.ok(analysis.ok, JSON.stringify(analysis));
  assert.deepEqual(
    analysis.findings.map(({ rule }) => rule),
    ['naive-softplus'],
  );
});

test('disposing ends the thread', async (t) => {
  const { supervisor, threads } = supervised(t);
  await supervisor.request('evaluate', { notebook: 'n', source: '1' });
  const exited = new Promise((resolve) => threads[0]!.on('exit', resolve));
  await supervisor.dispose();
  await exited;
});
