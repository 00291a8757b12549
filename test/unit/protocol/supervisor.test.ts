import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CancelSignal, type Handlers, RpcError } from '../../../src/protocol/rpc/index.ts';
import { type SupervisorOptions, createSupervisor } from '../../../src/protocol/supervisor.ts';
import { type TestMethods, soon } from './rpc/ports.ts';
import { type PlayedWorker, clock, playedWorker } from './workers.ts';

const coded = (code: string, message: RegExp) => (error: unknown) =>
  error instanceof RpcError && error.code === code && message.test(error.message);

const untilAborted = (signal: CancelSignal) =>
  new Promise<void>((resolve) => {
    signal.addEventListener('abort', resolve);
  });

/** `wait` named "deaf" hears no signal. */
const handlers: Handlers<TestMethods> = {
  double: (x) => 2 * x,
  wait: async ({ name }, { signal }) => {
    await (name === 'deaf' ? new Promise(() => undefined) : untilAborted(signal));
    return name;
  },
  fail: (message) => {
    throw new Error(message);
  },
  bytes: (bytes) => bytes,
  anything: (value) => value,
};

function supervised(t: { after(done: () => Promise<void>): void }, own: Partial<SupervisorOptions<TestMethods>> = {}) {
  const workers: PlayedWorker[] = [];
  const time = clock();
  const supervisor = createSupervisor<TestMethods>({
    name: 'The worker',
    start: () => {
      workers.push(playedWorker(handlers));
      return Promise.resolve(workers.at(-1)!);
    },
    after: time.after,
    graceMs: 500,
    ...own,
  });
  t.after(() => supervisor.dispose());
  return { supervisor, workers, time };
}

test('nothing is started before the first request, and requests share one worker', async (t) => {
  const { supervisor, workers } = supervised(t);
  assert.equal(workers.length, 0);
  const all = [1, 2, 3].map((x) => supervisor.request('double', x));
  assert.deepEqual(await soon(Promise.all(all)), [2, 4, 6]);
  assert.equal(workers.length, 1);
});

test('a worker that dies fails its requests with the reason, and the next request has a new one', async (t) => {
  const { supervisor, workers } = supervised(t);
  await soon(supervisor.request('double', 1));
  const open = supervisor.request('wait', { name: 'deaf' });
  await soon(supervisor.request('double', 1));
  workers[0]!.die('out of memory');
  await assert.rejects(soon(open), coded('closed', /^The worker stopped: out of memory\. It starts anew/));
  assert.equal(await soon(supervisor.request('double', 2)), 4);
  assert.deepEqual(
    workers.map((worker) => worker.isTerminated()),
    [true, false],
  );
});

test('a worker that cannot be started fails the requests that wait for it, and the next one tries again', async (t) => {
  let attempts = 0;
  const { supervisor } = supervised(t, {
    start: () =>
      ++attempts === 1 ? Promise.reject(new Error('no such file')) : Promise.resolve(playedWorker(handlers)),
  });
  const both = [supervisor.request('double', 1), supervisor.request('double', 1)];
  for (const request of both) {
    await assert.rejects(soon(request), coded('closed', /^The worker could not be started: no such file$/));
  }
  assert.equal(await soon(supervisor.request('double', 1)), 2);
});

test('each worker is prepared before its first request', async (t) => {
  const prepared: number[] = [];
  const { supervisor, workers } = supervised(t, {
    prepare: async (client) => {
      prepared.push(await client.request('double', 50));
    },
  });
  await soon(supervisor.request('double', 1));
  workers[0]!.die('it was killed');
  await soon(supervisor.request('double', 1));
  assert.deepEqual(prepared, [100, 100]);
});

test('a worker that cannot be prepared is ended, and the next request has a new one', async (t) => {
  let attempts = 0;
  const { supervisor, workers } = supervised(t, {
    prepare: (client) => (++attempts === 1 ? client.request('fail', 'no parser') : Promise.resolve()),
  });
  await assert.rejects(
    soon(supervisor.request('double', 1)),
    coded('closed', /^The worker could not be prepared: no parser$/),
  );
  assert.equal(workers[0]!.isTerminated(), true);
  assert.equal(await soon(supervisor.request('double', 1)), 2);
});

test('cancelled work that stops in time keeps its worker', async (t) => {
  const { supervisor, workers, time } = supervised(t);
  const abort = new AbortController();
  const open = supervisor.request('wait', { name: 'it' }, { signal: abort.signal });
  await soon(supervisor.request('double', 1));
  abort.abort();
  await assert.rejects(soon(open), coded('cancelled', /./));
  assert.equal(await soon(supervisor.request('double', 1)), 2);
  assert.deepEqual([time.timers(), workers.length], [0, 1]);
});

test('cancelled work that does not stop costs the worker its life, and what else it was doing fails', async (t) => {
  const { supervisor, workers, time } = supervised(t);
  const abort = new AbortController();
  const other = supervisor.request('wait', { name: 'other' });
  const open = supervisor.request('wait', { name: 'deaf' }, { signal: abort.signal });
  await soon(supervisor.request('double', 1));
  abort.abort();
  await assert.rejects(soon(open), coded('cancelled', /./));
  time.advance(499);
  assert.equal(workers[0]!.isTerminated(), false);
  time.advance(1);
  assert.equal(workers[0]!.isTerminated(), true);
  await assert.rejects(soon(other), coded('interrupted', /cancelled "wait" did not stop within 500 ms/));
});

test('a request after one that does not stop waits for the new worker and does not share its end', async (t) => {
  const { supervisor, workers, time } = supervised(t);
  const abort = new AbortController();
  const open = supervisor.request('wait', { name: 'deaf' }, { signal: abort.signal });
  await soon(supervisor.request('double', 1));
  abort.abort();
  await assert.rejects(soon(open), coded('cancelled', /./));
  const next = supervisor.request('double', 4);
  await new Promise((resolve) => setTimeout(resolve, 5));
  time.advance(500);
  assert.equal(await soon(next), 8);
  assert.equal(workers.length, 2);
});

test('a request that waits for a worker is cancelled at once', async (t) => {
  const { supervisor } = supervised(t, { start: () => new Promise(() => undefined) });
  const abort = new AbortController();
  const open = supervisor.request('double', 1, { signal: abort.signal });
  abort.abort();
  await assert.rejects(soon(open), coded('cancelled', /"double" was cancelled/));
  await assert.rejects(soon(supervisor.request('double', 1, { signal: AbortSignal.abort() })), coded('cancelled', /./));
});

test('a request may give its own grace, and with Infinity its work runs to its end', async (t) => {
  const { supervisor, workers, time } = supervised(t);
  const abort = new AbortController();
  const open = supervisor.request('wait', { name: 'deaf' }, { signal: abort.signal, graceMs: Infinity });
  await soon(supervisor.request('double', 1));
  abort.abort();
  await assert.rejects(soon(open), coded('cancelled', /./));
  assert.equal(time.timers(), 0);
  assert.equal(workers[0]!.isTerminated(), false);
});

test('disposing ends the worker and rejects what is open and what comes after', async (t) => {
  const { supervisor, workers } = supervised(t);
  await soon(supervisor.request('double', 1));
  const open = supervisor.request('wait', { name: 'deaf' });
  await soon(supervisor.request('double', 1));
  await soon(supervisor.dispose());
  await assert.rejects(soon(open), coded('closed', /^The worker was disposed of\.$/));
  await assert.rejects(soon(supervisor.request('double', 1)), coded('closed', /disposed of/));
  assert.deepEqual([workers.length, workers[0]!.isTerminated()], [1, true]);
});

test('disposing while the worker starts rejects at once, and ends the worker as soon as it is there', async (t) => {
  const worker = playedWorker(handlers);
  let arrive: ((arrived: PlayedWorker) => void) | undefined;
  const { supervisor } = supervised(t, { start: () => new Promise((resolve) => (arrive = resolve)) });
  const open = supervisor.request('double', 1);
  const disposed = supervisor.dispose();
  await assert.rejects(soon(open), coded('closed', /disposed of/));
  await soon(disposed);
  arrive?.(worker);
  await new Promise(setImmediate);
  assert.equal(worker.isTerminated(), true);
});
