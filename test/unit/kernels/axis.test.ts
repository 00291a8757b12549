import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { kernelNames, kernels, runKernel, type RunOptions } from '../../../src/kernels/index.ts';

function run(name: string, logits: ArrayLike<number>, options: RunOptions) {
  const result = runKernel(name, 'stable', logits, options);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result;
}

function failure(name: string, logits: ArrayLike<number>, options: RunOptions) {
  const result = runKernel(name, 'stable', logits, options);
  assert.ok(!result.ok);
  return [result.code, result.message];
}

const matrix = Float64Array.of(1, 2, 3, 4, 5, 9); // 2 × 3

test('softmax runs along any axis of a matrix', () => {
  const [row, column] = [
    run('softmax', matrix, { shape: [2, 3], axis: 1 }),
    run('softmax', matrix, { shape: [2, 3], axis: 0 }),
  ];
  assert.deepEqual(row.shape, [2, 3]);
  assert.deepEqual([...row.values.subarray(3)], [...run('softmax', [4, 5, 9], {}).values]);
  for (const [i, j] of [
    [0, 3],
    [1, 4],
    [2, 5],
  ] as const) {
    const alone = run('softmax', [matrix[i]!, matrix[j]!], {}).values;
    assert.deepEqual([column.values[i], column.values[j]], [...alone]);
  }
});

test('a scalar kernel loses its axis, or keeps it with length 1', () => {
  const options = { shape: [2, 3, 1], axis: 1 };
  assert.deepEqual(run('log-sum-exp', matrix, options).shape, [2, 1]);
  assert.deepEqual(run('log-sum-exp', matrix, { ...options, keepdims: true }).shape, [2, 1, 1]);
  assert.deepEqual(run('log-sum-exp', matrix, { ...options, axis: 0 }).shape, [3, 1]);
  assert.deepEqual(run('log-sum-exp', matrix, {}).shape, []);
  assert.deepEqual(run('log-sum-exp', matrix, { keepdims: true }).shape, [1]);
});

test('on any shape and axis every line is what it is alone, in C order, and the input stays as it is', () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  const kernel = fc.constantFrom(...kernelNames);
  fc.assert(
    fc.property(shapes, fc.nat(), fc.boolean(), kernel, fc.integer(), (shape, pick, fromEnd, name, seed) => {
      const place = pick % shape.length;
      const count = shape.reduce((a, b) => a * b, 1);
      const draw = (salt: number) =>
        Float64Array.from({ length: count }, (_, i) => Math.abs(Math.sin(seed + salt + i)));
      const [logits, second] = [draw(0), draw(1e3)];
      const [givenLogits, givenSecond] = [logits.slice(), second.slice()];
      const n = shape[place]!;
      const lines = count / n;
      const target = Int32Array.from({ length: lines }, (_, i) => i % n);
      const inner = shape.slice(place + 1).reduce((a, b) => a * b, 1);
      const axis = fromEnd ? place - shape.length : place;
      const of = (values: Float64Array) => ({
        targets: values,
        other: values,
        mask: values,
        keep: values.map(Math.round),
      });
      const whole = run(name, logits, { shape, axis, target, ...of(second) });
      for (let line = 0; line < lines; line++) {
        const first = Math.floor(line / inner) * n * inner + (line % inner);
        const take = (values: Float64Array) => Float64Array.from({ length: n }, (_, i) => values[first + i * inner]!);
        const alone = run(name, take(logits), { target: target[line]!, ...of(take(second)) });
        const scalar = kernels[name].result === 'scalar';
        const found = scalar ? whole.values.slice(line, line + 1) : take(whole.values);
        assert.deepEqual(found, alone.values, `${name} (${shape.join()}) axis ${axis} line ${line}`);
      }
      assert.deepEqual([logits, second], [givenLogits, givenSecond]);
    }),
    { numRuns: 300 },
  );
});

test('one vector along the axis serves every line', () => {
  const keep = [1, 0, 1];
  const whole = run('softmax-with-boolean-mask', matrix, { shape: [2, 3], keep }).values;
  const full = run('softmax-with-boolean-mask', matrix, { shape: [2, 3], keep: [...keep, ...keep] }).values;
  assert.deepEqual(whole, full);
  assert.deepEqual([whole[1], whole[4]], [0, 0]);
});

test('arrays without elements have results without elements, or the value of no logits', () => {
  assert.deepEqual(run('softmax', [], { shape: [3, 0] }).shape, [3, 0]);
  assert.deepEqual([...run('log-sum-exp', [], { shape: [3, 0] }).values], [-Infinity, -Infinity, -Infinity]);
  assert.deepEqual([...run('log-mean-exp', [], { shape: [2, 0] }).values], [NaN, NaN]);
  assert.deepEqual(run('log-sum-exp', [], { shape: [0, 3] }).shape, [0]);
});

test('a shape, an axis or an operand that does not fit is an error with both sides of it', () => {
  assert.deepEqual(failure('softmax', matrix, { shape: [2, 4] }), [
    'shape-mismatch',
    'The shape (2, 4) holds 8 elements; there are 6.',
  ]);
  assert.equal(failure('softmax', matrix, { shape: [-2, -3] })[0], 'shape-mismatch');
  assert.deepEqual(failure('softmax', matrix, { shape: [2, 3], axis: 2 }), [
    'axis-out-of-range',
    'The axis is 2 of the shape (2, 3); it must be from -2 to 1.',
  ]);
  assert.equal(failure('softmax', matrix, { shape: [2, 3], axis: -3 })[0], 'axis-out-of-range');
  assert.equal(failure('softmax', [1], { shape: [] })[0], 'axis-out-of-range');
  assert.deepEqual(failure('log-add-exp', matrix, { shape: [2, 3], other: [1, 2] }), [
    'operand-length',
    'other has 2 elements; it must have 6, one per logit, or 3, one for each on a line along the axis.',
  ]);
  assert.deepEqual(failure('log-add-exp', matrix, {}), [
    'missing-operand',
    'Log-add-exp needs other: a value per logit.',
  ]);
  assert.deepEqual(failure('cross-entropy', matrix, { shape: [2, 3], target: [1] }), [
    'target-count',
    'There are 1 targets for 2 lines along the axis.',
  ]);
  assert.deepEqual(failure('cross-entropy', matrix, { shape: [2, 3], target: [1, 3] }), [
    'target-out-of-range',
    'The target at 1 is 3; it must be from 0 to 2, for 3 logits.',
  ]);
  for (const temperature of [0, -1, NaN]) {
    assert.deepEqual(failure('softmax-with-temperature', matrix, { temperature }), [
      'temperature-not-positive',
      `The temperature is ${temperature}; it must be greater than 0.`,
    ]);
  }
  assert.deepEqual(failure('softmax', matrix, { policy: 'fast' }), [
    'unknown-policy',
    'There is no policy "fast"; there is framework, sequential, library.',
  ]);
  const out = new Float64Array(6);
  assert.deepEqual(failure('log-add-exp', matrix, { other: out, out }), [
    'out-overlaps',
    'out shares memory with other, which is never changed; give another array.',
  ]);
});

test('10 million logits run through softmax and log-sum-exp', () => {
  const logits = new Float64Array(1e7).fill(-3);
  logits[7] = 5;
  const { values } = run('softmax', logits, { format: 'float32' });
  assert.equal(values[0], values[9_999_999]);
  const exact = Math.log((1e7 - 1) * Math.exp(-3) + Math.exp(5));
  assert.ok(Math.abs(run('log-sum-exp', logits, {}).values[0]! - exact) < 1e-13);
});
