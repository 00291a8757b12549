import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { commonFormats, gradient, kernelNames, kernels, type GradientOptions } from '../../../src/kernels/index.ts';

function run(
  name: string,
  logits: ArrayLike<number>,
  options: GradientOptions,
  variant: 'naive' | 'stable' = 'stable',
) {
  const result = gradient(name, variant, logits, options);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result;
}

function failure(name: string, logits: ArrayLike<number>, options: GradientOptions) {
  const result = gradient(name, 'stable', logits, options);
  assert.ok(!result.ok);
  return [result.code, result.message];
}

const matrix = Float64Array.of(1, 2, 3, 4, 5, 9); // 2 × 3

test('on any shape and axis the gradient of every line is what it is alone, in C order, and the input stays as it is', () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 });
  const kernel = fc.constantFrom(...kernelNames);
  const variants = fc.constantFrom('naive' as const, 'stable' as const);
  const formats = fc.constantFrom(...commonFormats);
  const rules = fc.constantFrom('torch', 'jax');
  fc.assert(
    fc.property(
      ...([shapes, fc.nat(), fc.boolean(), kernel, variants, formats, rules, fc.integer()] as const),
      (shape, pick, fromEnd, name, variant, format, backwards, seed) => {
        const place = pick % shape.length;
        const count = shape.reduce((a, b) => a * b, 1);
        const draw = (salt: number, length: number) =>
          Float64Array.from({ length }, (_, i) => Math.abs(Math.sin(seed + salt + i)));
        const [logits, second] = [draw(0, count), draw(1e3, count)];
        const n = shape[place]!;
        const lines = count / n;
        const isScalar = kernels[name].result === 'scalar';
        const cotangent = draw(2e3, isScalar ? lines : count);
        const given = [logits, second, cotangent].map((values) => values.slice());
        const target = Int32Array.from({ length: lines }, (_, i) => i % n);
        const inner = shape.slice(place + 1).reduce((a, b) => a * b, 1);
        const axis = fromEnd ? place - shape.length : place;
        const of = (values: Float64Array) => ({
          ...{ format, rules: backwards, temperature: 0.7 },
          ...{ targets: values, other: values, mask: values, keep: values.map(Math.round) },
        });
        const whole = run(name, logits, { shape, axis, target, cotangent, ...of(second) }, variant);
        assert.deepEqual(whole.shape, isScalar ? shape.filter((_, i) => i !== place) : shape);
        for (let line = 0; line < lines; line++) {
          const first = Math.floor(line / inner) * n * inner + (line % inner);
          const take = (values: Float64Array) => Float64Array.from({ length: n }, (_, i) => values[first + i * inner]!);
          const valuesOf = (values: Float64Array) => (isScalar ? values.slice(line, line + 1) : take(values));
          const options = { target: target[line]!, cotangent: valuesOf(cotangent), ...of(take(second)) };
          const alone = run(name, take(logits), options, variant);
          const where = `${name} ${variant} ${format.name} (${shape.join()}) axis ${axis} line ${line}`;
          assert.deepEqual(take(whole.gradient), alone.gradient, where);
          assert.deepEqual(valuesOf(whole.values), alone.values, where);
        }
        assert.deepEqual([logits, second, cotangent], given);
      },
    ),
    { numRuns: 500 },
  );
});

test('a scalar kernel loses its axis, or keeps it with length 1; its gradient has the shape of the logits', () => {
  const options = { shape: [2, 3], axis: 0, target: [0, 1, 1] };
  const lost = run('cross-entropy', matrix, options);
  assert.deepEqual([lost.shape, lost.values.length, lost.gradient.length], [[3], 3, 6]);
  assert.deepEqual(run('cross-entropy', matrix, { ...options, keepdims: true }).shape, [1, 3]);
  const sumOver = (column: number) => lost.gradient[column]! + lost.gradient[column + 3]!;
  for (const column of [0, 1, 2]) assert.ok(Math.abs(sumOver(column)) < 1e-15);
});

test('one vector along the axis serves every line', () => {
  const keep = [1, 0, 1];
  const options = { shape: [2, 3], cotangent: [1, 2, 3, 4, 5, 6] };
  const whole = run('softmax-with-boolean-mask', matrix, { ...options, keep }).gradient;
  const full = run('softmax-with-boolean-mask', matrix, { ...options, keep: [...keep, ...keep] }).gradient;
  assert.deepEqual(whole, full);
  assert.deepEqual([Math.abs(whole[1]!), Math.abs(whole[4]!)], [0, 0]);
});

test('arrays without elements have gradients without elements', () => {
  assert.equal(run('softmax', [], { shape: [0, 3] }).gradient.length, 0);
  const empty = run('log-sum-exp', [], { shape: [2, 0] });
  assert.deepEqual([...empty.values], [-Infinity, -Infinity]);
  assert.equal(empty.gradient.length, 0);
});

test('a shape, an axis, a target, an operand or a cotangent that does not fit is an error with both sides of it', () => {
  const shape = [2, 3];
  assert.deepEqual(failure('softmax', matrix, { shape: [2, 4] }), [
    'shape-mismatch',
    'The shape (2, 4) holds 8 elements; there are 6.',
  ]);
  assert.deepEqual(failure('softmax', matrix, { shape, axis: 2 }), [
    'axis-out-of-range',
    'The axis is 2 of the shape (2, 3); it must be from -2 to 1.',
  ]);
  assert.deepEqual(failure('cross-entropy', matrix, { shape, target: [1] }), [
    'target-count',
    'There are 1 targets for 2 lines along the axis.',
  ]);
  assert.deepEqual(failure('cross-entropy', matrix, { shape, target: [1, 3] }), [
    'target-out-of-range',
    'The target at 1 is 3; it must be from 0 to 2, for 3 logits.',
  ]);
  assert.deepEqual(failure('log-add-exp', matrix, { shape, other: [1, 2] }), [
    'operand-length',
    'other has 2 elements; it must have 6, one per logit, or 3, one for each on a line along the axis.',
  ]);
  assert.deepEqual(failure('softmax', matrix, { shape, cotangent: [1, 2, 3] }), [
    'operand-length',
    'cotangent has 3 elements; it must have 6, one for each value.',
  ]);
  assert.deepEqual(failure('cross-entropy', matrix, { shape, target: 0, cotangent: [1, 2, 3] }), [
    'operand-length',
    'cotangent has 3 elements; it must have 2, one for each value.',
  ]);
});
