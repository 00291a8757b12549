import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runKernel } from '../../../../src/kernels/index.ts';
import type { KernelPayload } from '../../../../src/protocol/payload.ts';
import { payloads, run, shown } from './run.ts';

async function kernelPayload(...cells: string[]): Promise<KernelPayload> {
  const all = await payloads(...cells);
  const [payload] = all;
  assert.equal(all.length, 1);
  assert.ok(payload?.kind === 'kernel');
  return payload;
}

const values = (kernel: string, variant: 'naive' | 'stable', logits: number[], format: string, target?: number) => {
  const result = runKernel(kernel, variant, logits, { format, ...(target !== undefined && { target }) });
  assert.ok(result.ok);
  return result.values;
};

test('a kernel’s call gives both twins in the format asked for, and its thresholds', async () => {
  const payload = await kernelPayload('logits = [1000, 1001, 1002]\nsoftmax(logits, "float16")');
  assert.deepEqual(
    [payload.kernel, payload.format, payload.source],
    ['softmax', 'float16', 'softmax(logits, "float16")'],
  );
  assert.deepEqual(payload.logits, Float64Array.of(1000, 1001, 1002));
  assert.deepEqual(payload.naive, Float64Array.of(NaN, NaN, NaN));
  assert.deepEqual(payload.stable, values('softmax', 'stable', [1000, 1001, 1002], 'float16'));
  const float16 = payload.thresholds.find((row) => row.format === 'float16');
  assert.ok(Math.abs(float16!.expOverflow - 11.09011071852695) < 1e-12);
  assert.ok(Math.abs(float16!.sumOverflow - (11.09011071852695 - Math.log(3))) < 1e-12);
});

test('the thresholds of a format that few use stand below those of the usual ones', async () => {
  const formats = async (cell: string) => (await kernelPayload(cell)).thresholds.map((row) => row.format);
  const usual = ['float64', 'float32', 'float16', 'bfloat16'];
  assert.deepEqual(await formats('softmax([1])'), usual);
  assert.deepEqual(await formats('softmax([1], "float8_e5m2")'), [...usual, 'float8_e5m2']);
});

test('logits are shown as rounded to the format', async () => {
  assert.deepEqual((await kernelPayload('softmax([1000.3], "float16")')).logits, Float64Array.of(1000.5));
});

test('float64 is the format unless told, and every kernel has its function', async () => {
  for (const [call, kernel] of [
    ['softmax', 'softmax'],
    ['logSoftmax', 'log-softmax'],
    ['logSumExp', 'log-sum-exp'],
  ] as const) {
    const payload = await kernelPayload(`${call}([1, 2, -800])`);
    assert.deepEqual([payload.kernel, payload.format], [kernel, 'float64']);
    assert.deepEqual(payload.naive, values(kernel, 'naive', [1, 2, -800], 'float64'));
    assert.deepEqual(payload.stable, values(kernel, 'stable', [1, 2, -800], 'float64'));
  }
});

test('the target of crossEntropy counts from 1, as indices in cells do', async () => {
  const payload = await kernelPayload('crossEntropy([1, 2, 30], 1, "float32")');
  assert.deepEqual(payload.naive, values('cross-entropy', 'naive', [1, 2, 30], 'float32', 0));
  assert.deepEqual(payload.stable, values('cross-entropy', 'stable', [1, 2, 30], 'float32', 0));
});

test('logits may be a vector, a range, a row of a matrix or the result of an expression', async () => {
  assert.deepEqual((await kernelPayload('softmax(-1:1)')).logits, Float64Array.of(-1, 0, 1));
  assert.deepEqual((await kernelPayload('A = [1, 2; 3, 4];', 'softmax(A[2, :] * 2)')).logits, Float64Array.of(6, 8));
});

test('each kernel’s call that is a statement is shown, in order, alone or assigned', async () => {
  const all = await payloads('p = softmax([1, 2])\n(logSumExp([1, 2]))\na = b = logSoftmax([3])');
  assert.deepEqual(
    all.map((payload) => [payload.kind === 'kernel' && payload.kernel, payload.source]),
    [
      ['softmax', 'p = softmax([1, 2])'],
      ['log-sum-exp', '(logSumExp([1, 2]))'],
      ['log-softmax', 'a = b = logSoftmax([3])'],
    ],
  );
});

test('inside an expression, and assigned, a kernel’s call is worth its stable result', async () => {
  assert.equal(await shown('sum(softmax([1000, 1000]))'), '1');
  assert.equal(await shown('p = softmax([1000, 1000]);', 'p[2]'), '0.5');
  assert.equal(await shown('f(x) = logSumExp(x)', 'f([1000, 1000]) - 1000'), String(1000 + Math.LN2 - 1000));
});

test('of plain values that of the last statement is shown', async () => {
  const all = await payloads('1 + 1\nsoftmax([1])\n2 + 2');
  assert.deepEqual(
    all.map((payload) => payload.kind),
    ['kernel', 'value'],
  );
  assert.equal(await shown('1 + 1\n2 + 2'), '4');
  assert.equal(await shown('x = [1, 2]'), '[1, 2]');
});

test('a semicolon hides what comes before it', async () => {
  assert.deepEqual(await payloads('1 + 1;'), []);
  assert.deepEqual(await payloads('softmax([1, 2]);'), []);
  assert.equal((await payloads('softmax([1]); softmax([2])')).length, 1);
});

test('an empty cell, and one of comments, shows nothing', async () => {
  for (const cell of ['', '\n \n', '# nothing', '# a\n\n# b\n', ';;']) assert.deepEqual(await payloads(cell), [], cell);
});

test('a function that is defined is shown as written', async () => {
  assert.equal(await shown('f(x) = x^2  # squared'), 'f(x) = x^2');
});

test('outputs carry Markdown and plain text that make sense by themselves', async () => {
  const { outputs } = await run('softmax([1000, 0], "float16")');
  const { markdown, plain } = outputs[0]!;
  for (const text of [
    '`softmax([1000, 0], "float16")` in float16',
    '| index | logit | naive | stable |',
    '| 1 | 1000 | **NaN** | 1 |',
    '| 2 | 0 | **0** | **0** |',
    'Naive: 1 NaN, 1 zero of 2. Stable: 1 zero of 2.',
    '| float16 (used) | 11.0901 | 10.397 | -17.3287 | 17.3287 | 7.62462 |',
  ])
    assert.ok(markdown.includes(text), `${text}\nis not in\n${markdown}`);
  assert.match(plain, /^1 +1000 +NaN +1$/m);
});

test('long vectors are shown in part, and carried whole', async () => {
  const { outputs } = await run('softmax(1:100000)');
  const { bytes, markdown, plain } = outputs[0]!;
  assert.ok(bytes.length > 3 * 8 * 100_000);
  assert.ok(markdown.length < 4000 && plain.length < 4000);
  assert.match(markdown, /… 99976 more/);
  assert.match((await shown('1:100000')) ?? '', /^\[1, 2, .*…, .*100000\] \(100000 elements\)$/);
});
