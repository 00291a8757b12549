import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { portOfEmitter, portOfTarget } from '../../../../src/protocol/rpc/adapters.ts';
import { createClient, serve } from '../../../../src/protocol/rpc/index.ts';
import { type TestMethods, soon } from './ports.ts';

type Double = Pick<TestMethods, 'double'>;

test('a port over event targets, as browsers have them, is started and carries requests', async (t) => {
  const { port1, port2 } = new MessageChannel();
  t.after(() => {
    port1.close();
  });
  serve<Double>(portOfTarget(port2), { double: (x) => 2 * x });
  assert.equal(await soon(createClient<Double>(portOfTarget(port1)).request('double', 3)), 6);
});

test('a port that browsers keep silent until then is started when somebody listens', () => {
  let started = 0;
  const target = Object.assign(new EventTarget(), { postMessage: () => undefined, start: () => started++ });
  const port = portOfTarget(target);
  assert.equal(started, 0);
  port.onMessage(() => undefined);
  assert.equal(started, 1);
});

test('a message that cannot be read here arrives as undefined', () => {
  const target = Object.assign(new EventTarget(), { postMessage: () => undefined });
  const emitter = Object.assign(new EventEmitter(), { postMessage: () => undefined });
  const heard: unknown[] = [];
  portOfTarget(target).onMessage((message) => heard.push(message));
  portOfEmitter(emitter).onMessage((message) => heard.push(message));
  target.dispatchEvent(new Event('messageerror'));
  emitter.emit('messageerror', new Error('no such class'));
  assert.deepEqual(heard, [undefined, undefined]);
});

test('a port that is disposed of hears no more', () => {
  const emitter = Object.assign(new EventEmitter(), { postMessage: () => undefined });
  const port = portOfEmitter(emitter);
  const heard = (): never => assert.fail('it was disposed of');
  const stop = [port.onMessage(heard), port.onClose!(heard)];
  for (const dispose of stop) dispose();
  emitter.emit('message', 1);
  emitter.emit('close');
  assert.deepEqual(emitter.eventNames(), []);
});
