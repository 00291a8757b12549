import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Scope, readScope, writeScope } from '../../../../src/worker/cells/scope.ts';
import { valueText } from '../../../../src/worker/cells/values.ts';
import { decodePayload } from '../../../../src/protocol/encode.ts';
import { runIn } from './run.ts';

/** What a cell shows in the scope that was written by the cells before it and read again. */
async function afterwards(cells: readonly string[], last: string): Promise<string> {
  const scope = new Scope();
  for (const cell of cells) assert.equal((await runIn(scope, cell)).error, undefined, cell);
  const { outputs, error } = await runIn(readScope(writeScope(scope)), last);
  if (error) return error.message;
  const decoded = decodePayload(outputs[0]!.bytes);
  return decoded.ok && decoded.payload.kind === 'value' ? decoded.payload.text : 'no value';
}

test('numbers, strings, vectors, matrices and objects are read as they were written', async () => {
  for (const value of [
    '1/3',
    '-0 * 1',
    'NaN',
    '-Infinity',
    '"a\\"b"',
    'true',
    '[1, NaN, -0 * 1]',
    '[1, 2; 3, 4]',
    '{a: {b: [1]}}',
    '1:5',
    'null',
    '[]',
  ])
    assert.equal(await afterwards([`x = ${value};`], 'x'), await afterwards([], value), value);
});

test('a vector stays one that mathjs computes with', async () => {
  assert.equal(await afterwards(['x = softmax([0, 0]);'], 'x * 2 + [1, 2]'), '[2, 3]');
});

test('a function is read with its definition, and reads the variables it had', async () => {
  assert.equal(await afterwards(['k = 10', 'f(x) = k * x'], 'f(2)'), '20');
  assert.equal(await afterwards(['f(n) = n < 2 ? 1 : n * f(n - 1)'], 'f(5)'), '120');
  assert.equal(
    await afterwards(['f(x) = softmax(x) # stable', 'f(y) =\n f2(y)', 'f2(y) = [y,\n y]'], 'f(1)'),
    '[1, 1]',
  );
});

test('another name of a function keeps what the function was', async () => {
  assert.equal(await afterwards(['f(x) = x + 1', 'g = f', 'f(x) = x + 2'], '[g(0), f(0)]'), '[1, 2]');
  assert.equal(await afterwards(['h = sin', 'k = softmax'], '[h(0), sum(k([1, 1]))]'), '[0, 1]');
  assert.equal(await afterwards(['f(x) = x', 'f = 3'], 'f'), '3');
});

test('a scope that is read is written as the same text', async () => {
  const scope = new Scope();
  for (const cell of ['g = (1)', 'f(x) = x', 'g = f', 'h = sin', 'x = [1, NaN]', 'f(x) = 2 x'])
    await runIn(scope, cell);
  const text = writeScope(scope);
  assert.equal(writeScope(readScope(text)), text);
});

test('a function that another function gave is left out', async () => {
  assert.match(await afterwards(['make(a) = (g(x) = a + x)', 'add2 = make(2)'], 'add2(1)'), /no function "add2"/);
});

test('variables named as JavaScript’s own are variables', async () => {
  assert.equal(await afterwards(['__proto__ = 1', 'constructor = 2'], '__proto__ + constructor'), '3');
});

test('numbers of every kind survive, alone and in vectors', () => {
  fc.assert(
    fc.property(fc.double(), fc.array(fc.double()), (number, vector) => {
      const scope = new Scope([
        ['x', number],
        ['v', vector],
      ]);
      const read = readScope(writeScope(scope));
      assert.ok(Object.is(read.get('x'), number), valueText(read.get('x')));
      assert.deepEqual(read.get('v'), vector);
    }),
  );
});

test('a text that is no scope, or one of another version, is refused', () => {
  for (const text of ['', 'x', '{}', '[]', 'null', '{"version":2,"variables":[]}', '{"version":1,"variables":{}}'])
    assert.throws(() => readScope(text), /Run its cells again from the first/, text);
});
