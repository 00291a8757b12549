import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { test } from 'node:test';
import { handleOfNodeWorker, handleOfWebWorker } from '../../../src/protocol/handles.ts';

test('a thread that fails is told once, by its error and not by the exit that follows', () => {
  const worker = Object.assign(new EventEmitter(), { postMessage: () => undefined, terminate: () => undefined });
  const reasons: string[] = [];
  handleOfNodeWorker(worker).onExit((reason) => reasons.push(reason));
  worker.emit('error', new Error('heap is full'));
  worker.emit('exit', 1);
  assert.deepEqual(reasons, ['heap is full']);
});

test('a thread that ends by itself is told with its exit code', () => {
  const worker = Object.assign(new EventEmitter(), { postMessage: () => undefined, terminate: () => undefined });
  const reasons: string[] = [];
  handleOfNodeWorker(worker).onExit((reason) => reasons.push(reason));
  worker.emit('exit', 3);
  assert.deepEqual(reasons, ['it ended with exit code 3']);
});

test('a Web Worker that fails is told with the message of its error, or as one that could not be loaded', () => {
  for (const [event, reason] of [
    [Object.assign(new Event('error'), { message: 'Uncaught x' }), 'Uncaught x'],
    [new Event('error'), 'its script could not be loaded'],
  ] as const) {
    const worker = Object.assign(new EventTarget(), { postMessage: () => undefined, terminate: () => undefined });
    const reasons: string[] = [];
    handleOfWebWorker(worker).onExit((told) => reasons.push(told));
    worker.dispatchEvent(event);
    assert.deepEqual(reasons, [reason]);
  }
});

test('a handle that is disposed of listens no more', () => {
  const worker = Object.assign(new EventEmitter(), { postMessage: () => undefined, terminate: () => undefined });
  const handle = handleOfNodeWorker(worker);
  for (const dispose of [handle.onExit(() => undefined), handle.onMessage(() => undefined)]) dispose();
  assert.deepEqual(worker.eventNames(), []);
});
