import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePayload } from '../../../src/protocol/encode.ts';
import type { EvaluateResult } from '../../../src/protocol/methods.ts';
import { RpcError, createCancellation } from '../../../src/protocol/rpc/index.ts';
import { type Notebooks, createNotebooks } from '../../../src/worker/notebooks.ts';

const never = createCancellation().signal;

/** Longer than a cell may run before messages are let in. */
const slow = 'slow(n) = n < 2 ? n : slow(n - 1) + slow(n - 2)\nslow(17)\n';

function text(result: EvaluateResult): string {
  if (!result.ok) return result.error.message;
  const decoded = decodePayload(result.outputs.at(-1)!.bytes);
  return decoded.ok && decoded.payload.kind === 'value' ? decoded.payload.text : 'no value';
}

const ask = (notebooks: Notebooks, source: string, scope?: string, notebook = 'n') =>
  notebooks.evaluate({ notebook, source, ...(scope !== undefined && { scope }) }, never);

test('the cells of a notebook share variables, and those of another do not', async () => {
  const notebooks = createNotebooks();
  await ask(notebooks, 'x = 1', undefined, 'a');
  assert.equal(text(await ask(notebooks, 'x', undefined, 'a')), '1');
  assert.match(text(await ask(notebooks, 'x', undefined, 'b')), /no variable "x"/);
});

test('cells run one after the other in the order asked', async () => {
  const notebooks = createNotebooks();
  const [, , last] = await Promise.all([
    ask(notebooks, `${slow}x = 1`),
    ask(notebooks, 'x = x + 1'),
    ask(notebooks, 'x'),
  ]);
  assert.equal(text(last), '2');
});

test('variables survive a new worker by the text that the last answer gave', async () => {
  const { scope } = await ask(createNotebooks(), 'x = [1, 2]; f(v) = v + x');
  assert.equal(text(await ask(createNotebooks(), 'f(1)', scope)), '[2, 3]');
});

test('a text other than the last one given out is what holds', async () => {
  const notebooks = createNotebooks();
  const { scope } = await ask(notebooks, 'x = 1');
  await ask(notebooks, 'x = 2', scope);
  assert.equal(text(await ask(notebooks, 'x', scope)), '1');
});

test('a failed cell keeps what it did before it failed, in its text too', async () => {
  const notebooks = createNotebooks();
  const failed = await ask(notebooks, 'x = 1\ny');
  assert.equal(failed.ok, false);
  assert.equal(text(await ask(notebooks, 'x')), '1');
  assert.equal(text(await ask(createNotebooks(), 'x', failed.scope)), '1');
});

test('a cancelled cell rejects, and leaves the variables as the host has them', async () => {
  const notebooks = createNotebooks();
  const { scope } = await ask(notebooks, 'x = 1');
  let looks = 0;
  // Asked before the cell and before each statement: x = 2 and x = 3 still run.
  const signal = {
    ...never,
    get aborted() {
      return ++looks > 3;
    },
  };
  const open = notebooks.evaluate({ notebook: 'n', source: 'x = 2\nx = 3\nx = 4', scope }, signal);
  await assert.rejects(open, (error) => error instanceof RpcError && error.code === 'cancelled');
  assert.equal(looks, 4);
  assert.equal(text(await ask(notebooks, 'x', scope)), '1');
});

test('a cell lets an interrupt in between its statements', async () => {
  const notebooks = createNotebooks();
  const { signal, cancel } = createCancellation();
  const open = notebooks.evaluate({ notebook: 'n', source: slow.repeat(200) }, signal);
  setTimeout(cancel, 1);
  await assert.rejects(open, (error) => error instanceof RpcError && error.code === 'cancelled');
});

test('a cell that was cancelled before its turn does not run', async () => {
  const notebooks = createNotebooks();
  const { signal, cancel } = createCancellation();
  const first = ask(notebooks, 'x = 1');
  const second = notebooks.evaluate({ notebook: 'n', source: 'x = 2' }, signal);
  cancel();
  await first;
  await assert.rejects(second, /interrupted/);
  assert.equal(text(await ask(notebooks, 'x')), '1');
});

test('a scope that cannot be read fails its cell, and the text that comes back is an empty one', async () => {
  const notebooks = createNotebooks();
  const result = await ask(notebooks, '1', 'damaged');
  assert.match(text(result), /variables cannot be read\. Run its cells again/);
  assert.equal(text(await ask(notebooks, '1', result.scope)), '1');
});

test('a notebook that is forgotten has no variables, once its cells have run', async () => {
  const notebooks = createNotebooks();
  const open = ask(notebooks, 'x = 1');
  notebooks.forget('n');
  await open;
  assert.match(text(await ask(notebooks, 'x')), /no variable "x"/);
});
