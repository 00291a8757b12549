import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CancelSignal, type Handlers, RpcError, createClient, serve } from '../../../../src/protocol/rpc/index.ts';
import { type TestMethods, channel, soon } from './ports.ts';

const handlers: Handlers<TestMethods> = {
  double: (x) => 2 * x,
  wait: async ({ name }, { signal }) => {
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', resolve);
    });
    return `${name} was told to stop`;
  },
  fail: (message) => {
    throw message === 'own' ? new RpcError('interrupted', 'own words') : new Error(message);
  },
  bytes: (bytes, { transfer }) => {
    transfer(bytes.buffer);
    return bytes;
  },
  anything: (value) => value,
};

/** A client and its server on a real channel, with what is written over the usual handlers. */
function conversation(t: { after(done: () => void): void }, own: Partial<Handlers<TestMethods>> = {}) {
  const { here, there, close } = channel();
  const dispose = serve<TestMethods>(there, { ...handlers, ...own });
  t.after(close);
  return { client: createClient<TestMethods>(here), close, dispose };
}

const coded = (code: string, message: RegExp) => (error: unknown) =>
  error instanceof RpcError && error.code === code && message.test(error.message);

test('a request resolves with what the handler gives', async (t) => {
  const { client } = conversation(t);
  assert.equal(await soon(client.request('double', 21)), 42);
});

test('answers find their requests in whatever order they come', async (t) => {
  const { client } = conversation(t, {
    double: async (x) => {
      await new Promise((resolve) => setTimeout(resolve, 10 - x));
      return 2 * x;
    },
  });
  const all = [0, 5, 9].map((x) => client.request('double', x));
  assert.deepEqual(await soon(Promise.all(all)), [0, 10, 18]);
});

test('what a handler throws rejects the request with its message', async (t) => {
  const { client } = conversation(t);
  await assert.rejects(soon(client.request('fail', 'no logits')), coded('failed', /^no logits$/));
  await assert.rejects(soon(client.request('fail', 'own')), coded('interrupted', /^own words$/));
});

test('an unknown method is refused with those there are, and no property of an object is a method', async (t) => {
  const { client } = conversation(t);
  for (const name of ['nothing', 'constructor', '__proto__', 'toString']) {
    const request = client.request(name as 'double', 1);
    await assert.rejects(soon(request), coded('unknown-method', /There are: double, wait, fail, bytes, anything/));
  }
});

test('parameters that cannot be cloned reject the request, and the next one works', async (t) => {
  const { client } = conversation(t);
  await assert.rejects(soon(client.request('anything', () => 1)), coded('unsendable', /parameters of "anything"/));
  assert.equal(await soon(client.request('double', 1)), 2);
});

test('a result that cannot be cloned rejects the request', async (t) => {
  const { client } = conversation(t, { anything: () => () => 1 });
  await assert.rejects(soon(client.request('anything', 1)), coded('unsendable', /result of "anything"/));
});

test('buffers are moved both ways when they are named', async (t) => {
  const { client } = conversation(t);
  const sent = Uint8Array.of(1, 2, 3);
  const back = await soon(client.request('bytes', sent, { transfer: [sent.buffer] }));
  assert.deepEqual(back, Uint8Array.of(1, 2, 3));
  assert.equal(sent.length, 0, 'the sender has it no more');
});

test('aborting rejects at once, tells the handler, and its late answer is heard of', async (t) => {
  const { client } = conversation(t);
  const abort = new AbortController();
  let answered = (): void => undefined;
  const late = new Promise<void>((resolve) => (answered = resolve));
  const request = client.request('wait', { name: 'it' }, { signal: abort.signal, onAnswered: answered });
  abort.abort();
  await assert.rejects(soon(request), coded('cancelled', /"wait" was cancelled/));
  await soon(late);
  assert.equal(await soon(client.request('double', 1)), 2);
});

test('an abort reaches only its own request', async (t) => {
  const signals = new Map<string, CancelSignal>();
  const { client, dispose } = conversation(t, {
    wait: ({ name }, context) => {
      signals.set(name, context.signal);
      return handlers.wait({ name }, context);
    },
  });
  const abort = new AbortController();
  const one = client.request('wait', { name: 'one' }, { signal: abort.signal });
  const two = client.request('wait', { name: 'two' });
  await soon(client.request('double', 1));
  abort.abort();
  await assert.rejects(soon(one), coded('cancelled', /./));
  await soon(client.request('double', 1));
  assert.deepEqual([signals.get('one')?.aborted, signals.get('two')?.aborted], [true, false]);
  dispose();
  assert.equal(await soon(two), 'two was told to stop', 'disposing of the server aborts what runs');
});

test('a request with an aborted signal is not sent', async (t) => {
  let asked = 0;
  const { client } = conversation(t, { double: (x) => (asked++, x) });
  await assert.rejects(
    soon(client.request('double', 1, { signal: AbortSignal.abort() })),
    coded('cancelled', /was cancelled/),
  );
  await soon(client.request('double', 1));
  assert.equal(asked, 1);
});

test('a closed port rejects what is open and all that comes after', async (t) => {
  const { client, close } = conversation(t);
  const open = client.request('wait', { name: 'it' });
  close();
  await assert.rejects(soon(open), coded('closed', /connection was closed/));
  await assert.rejects(soon(client.request('double', 1)), coded('closed', /connection was closed/));
});

test('a closed client rejects with the reason it was given', async (t) => {
  const { client } = conversation(t);
  const open = client.request('wait', { name: 'it' });
  client.close(new RpcError('closed', 'the worker died'));
  await assert.rejects(soon(open), coded('closed', /^the worker died$/));
});
