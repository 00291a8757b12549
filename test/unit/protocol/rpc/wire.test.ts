import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { RpcError, createClient, protocolVersion, serve } from '../../../../src/protocol/rpc/index.ts';
import { type TestMethods, scriptedPort, soon } from './ports.ts';

const coded = (code: string, message: RegExp) => (error: unknown) =>
  error instanceof RpcError && error.code === code && message.test(error.message);

test('a request carries the version, a number of its own, the method and the parameters', () => {
  const port = scriptedPort();
  const client = createClient<TestMethods>(port);
  void client.request('double', 1);
  void client.request('double', 2);
  assert.deepEqual(port.sent, [
    { version: protocolVersion, kind: 'request', id: 1, method: 'double', params: 1 },
    { version: protocolVersion, kind: 'request', id: 2, method: 'double', params: 2 },
  ]);
});

test('an answer in another version rejects its request and says both versions', async () => {
  const port = scriptedPort();
  const request = createClient<TestMethods>(port).request('double', 1);
  port.receive({ version: 99, kind: 'result', id: 1, result: 2 });
  await assert.rejects(soon(request), coded('version', new RegExp(`version 99 .* speaks ${protocolVersion}`)));
});

test('a request in another version is refused with both versions', () => {
  const port = scriptedPort();
  serve<Pick<TestMethods, 'double'>>(port, { double: (x) => x });
  port.receive({ version: 0, kind: 'request', id: 7, method: 'double', params: 1 });
  const [answer] = port.sent as { id: number; code: string; message: string }[];
  assert.deepEqual([answer?.id, answer?.code], [7, 'version']);
  assert.match(answer?.message ?? '', /version 0 /);
});

const broken: unknown[] = [
  undefined,
  null,
  'text',
  {},
  { version: protocolVersion },
  { version: protocolVersion, kind: 'result' },
  { version: protocolVersion, kind: 'error', id: 1, code: 'no such code', message: '' },
  { version: protocolVersion, kind: 'error', id: 1, code: 'failed' },
  { version: protocolVersion, kind: 'result', id: 1.5, result: 1 },
];

for (const message of broken) {
  test(`an answer that cannot be read rejects what is open: ${inspect(message)}`, async () => {
    const port = scriptedPort();
    const request = createClient<TestMethods>(port).request('double', 1);
    port.receive(message);
    await assert.rejects(soon(request), coded('malformed', /answer to "double" could not be read/));
  });
}

test('an answer that says its request could not be read rejects all that is open', async () => {
  const port = scriptedPort();
  const client = createClient<TestMethods>(port);
  const open = [client.request('double', 1), client.request('double', 2)];
  port.receive({ version: protocolVersion, kind: 'error', id: null, code: 'malformed', message: 'unreadable' });
  for (const request of open) await assert.rejects(soon(request), coded('malformed', /^unreadable$/));
});

test('a server answers whatever it receives and never throws', () => {
  const port = scriptedPort();
  serve<Pick<TestMethods, 'double'>>(port, { double: (x) => x });
  fc.assert(
    fc.property(fc.anything(), (message) => {
      port.sent.length = 0;
      port.receive(message);
      const [answer] = port.sent as { kind: string; code: string }[];
      assert.deepEqual([port.sent.length, answer?.kind], [1, 'error']);
    }),
  );
});

test('a client takes any message, and one about no open request changes nothing', async () => {
  const port = scriptedPort();
  const client = createClient<TestMethods>(port);
  fc.assert(
    fc.property(fc.anything(), (message) => {
      port.receive(message);
    }),
  );
  const request = client.request('double', 1);
  port.receive({ version: protocolVersion, kind: 'result', id: 999, result: 0 });
  port.receive({ version: protocolVersion, kind: 'result', id: 1, result: 2 });
  port.receive({ version: protocolVersion, kind: 'error', id: 1, code: 'failed', message: 'again' });
  assert.equal(await soon(request), 2);
});
