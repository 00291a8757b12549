import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  commonFormats,
  errorCurve,
  expOverflow,
  firstFailures,
  formats,
  runKernel,
  searchResolution,
  type Format,
  type RunOptions,
} from '../../../src/kernels/index.ts';

function found(name: string, logits: ArrayLike<number>, options: RunOptions = {}) {
  const result = firstFailures(name, logits, options);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result;
}

function near(actual: number, expected: number, format: Format): void {
  // The scaled logits are rounded to the format, so a threshold moves by half a step of the grid.
  const error = Math.abs(actual / expected - 1);
  assert.ok(
    error <= 2 * format.unitRoundoff + searchResolution(format),
    `${actual}, expected ${expected} in ${format.name}`,
  );
}

for (const format of commonFormats) {
  test(`in ${format.name} one logit fails at the scale and the shift that bring it to the threshold`, () => {
    const logits = [2, 1, -3];
    const failures = found('softmax', logits, { format });
    near(failures.scale, expOverflow(format) / 2, format);
    const total = Math.log(Math.exp(2) + Math.exp(1) + Math.exp(-3));
    near(failures.shiftUp + total, expOverflow(format), format);
    assert.ok(failures.shiftDown < -5);
  });
}

test('what was found fails, and just before it nothing does', () => {
  const drawn = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 2, maxLength: 30 });
  const name = fc.constantFrom('softmax', 'log-softmax', 'log-sum-exp', 'cross-entropy', 'online-softmax', 'softplus');
  fc.assert(
    fc.property(drawn, name, fc.constantFrom(...commonFormats), (logits, kernel, format) => {
      const fails = (scale: number, shift: number) => {
        const moved = logits.map((x) => scale * x + shift);
        const result = runKernel(kernel, 'naive', moved, { format, target: 0 });
        assert.ok(result.ok);
        const isSoftmax = kernel === 'softmax' || kernel === 'online-softmax';
        return !result.values.every(Number.isFinite) || (isSoftmax && result.values.every((p) => p === 0));
      };
      const { scale, shiftUp, shiftDown } = found(kernel, logits, { format, target: 0 });
      const before = 1 - 4 * searchResolution(format);
      if (Number.isFinite(scale) && scale > 0)
        assert.deepEqual([fails(scale, 0), fails(scale * before, 0)], [true, false]);
      if (shiftUp > 0) assert.deepEqual([fails(1, shiftUp), fails(1, shiftUp * before)], [true, false]);
      if (Number.isFinite(shiftDown) && shiftDown < 0)
        assert.deepEqual([fails(1, shiftDown), fails(1, shiftDown * before)], [true, false]);
    }),
    { numRuns: 300 },
  );
});

test('probabilities that are all 0 under an infinite sum count as a failure, though they are finite', () => {
  const logits = new Float64Array(1000).fill(1);
  const { scale } = found('softmax', logits, { format: 'float32' });
  near(scale, expOverflow(formats.float32) - Math.log(1000), formats.float32);
  const at = runKernel(
    'softmax',
    'naive',
    logits.map((x) => scale * x),
    { format: 'float32' },
  );
  assert.ok(at.ok && at.values.every((p) => p === 0));
});

test('what never fails is infinitely far: the sigmoid at any scale, softplus under any shift down', () => {
  assert.equal(found('sigmoid', [1, -1]).scale, Infinity);
  assert.equal(found('softplus', [1, -1]).shiftDown, -Infinity);
  assert.equal(found('softmax', [0, 0]).scale, Infinity);
});

test('what fails as it stands fails at a shift of 0', () => {
  assert.equal(found('softmax', [800, 1]).shiftUp, 0);
});

test('a search without finite logits is an error that says which one', () => {
  const failure = (logits: number[]) => {
    const result = firstFailures('softmax', logits);
    assert.ok(!result.ok);
    return [result.code, result.message];
  };
  assert.deepEqual(failure([]), ['logits-not-finite', 'A search needs finite logits; there are none.']);
  assert.deepEqual(failure([1, NaN]), ['logits-not-finite', 'A search needs finite logits; the one at 1 is NaN.']);
  assert.equal(firstFailures('cross-entropy', [1]).ok, false);
});

test('the error over the scale is small until the naive twin fails and NaN from there on; the stable one stays', () => {
  const logits = Array.from({ length: 50 }, (_, i) => Math.sin(i));
  const scales = Array.from({ length: 40 }, (_, i) => 0.5 * (i + 1));
  const { scale } = found('softmax', logits, { format: 'float16' });
  const curve = (variant: 'naive' | 'stable') => {
    const result = errorCurve('softmax', variant, logits, scales, { format: 'float16' });
    assert.ok(result.ok);
    return result.errors;
  };
  const [naive, stable] = [curve('naive'), curve('stable')];
  scales.forEach((s, i) => {
    // Where only the sum is infinite every probability is 0, which is an error as large as they are.
    assert.equal(Number.isNaN(naive[i]) || naive[i]! > 0.1, s >= scale, `scale ${s}`);
  });
  assert.ok(naive.includes(NaN) && stable.every((error) => error < 0.01 && error > 0));
});

test('the error of a kernel without an exact reference is measured against its stable twin in float64', () => {
  const result = errorCurve('softplus', 'naive', [-8, 1], [1, 2], { format: 'float16' });
  assert.ok(result.ok);
  assert.ok(Math.abs(result.errors[0]! - Math.log1p(Math.exp(-8))) < 1e-3);
  assert.equal(errorCurve('softmax', 'naive', [1], [1], { format: 'int8' }).ok, false);
  assert.equal(formats.float16.precision, 11);
});
