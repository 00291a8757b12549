import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { commonFormats, round, runKernel, type KernelName, type Variant } from '../../../src/kernels/index.ts';

const kernelNames: readonly KernelName[] = ['softmax', 'log-softmax', 'log-sum-exp', 'cross-entropy'];
const anyFormat = fc.constantFrom(...commonFormats);
const anyKernel = fc.constantFrom(...kernelNames);

/** Finite logits of any size. */
const anyLogits = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 40 });

/** Logits at which no format overflows or underflows. */
const benignLogits = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 40 });

function run(kernel: string, variant: Variant, logits: readonly number[], format: string): number[] {
  const result = runKernel(kernel, variant, logits, { format, target: 0 });
  assert.ok(result.ok);
  return [...result.values];
}

test('stable twins are finite for any finite logits, in every format', () => {
  fc.assert(
    fc.property(anyKernel, anyFormat, anyLogits, (kernel, format, logits) => {
      assert.ok(run(kernel, 'stable', logits, format.name).every(Number.isFinite));
    }),
    { numRuns: 2000 },
  );
});

test('stable probabilities are in [0, 1] and sum to 1 within n + 2 roundings', () => {
  fc.assert(
    fc.property(anyFormat, anyLogits, (format, logits) => {
      const probabilities = run('softmax', 'stable', logits, format.name);
      const total = probabilities.reduce((sum, p) => sum + p, 0);
      assert.ok(probabilities.every((p) => p >= 0 && p <= 1));
      assert.ok(Math.abs(total - 1) <= 1.1 * (logits.length + 2) * format.unitRoundoff, String(total));
    }),
    { numRuns: 2000 },
  );
});

test('the twins agree on benign logits, within the sum of their error bounds', () => {
  fc.assert(
    fc.property(anyKernel, anyFormat, benignLogits, (kernel, format, logits) => {
      const naive = run(kernel, 'naive', logits, format.name);
      const stable = run(kernel, 'stable', logits, format.name);
      // Theorems 4.2 and 4.3 of Blanchard, Higham, Higham for logits in [−3, 3], whose logs are below 10.
      const bound = 1.1 * (2 * logits.length + 5 + 2 * 6 + 4 * 10) * format.unitRoundoff;
      naive.forEach((value, i) => {
        assert.ok(Math.abs(value - stable[i]!) <= bound, `${kernel} ${format.name}: ${value}, ${stable[i]}`);
      });
    }),
    { numRuns: 2000 },
  );
});

test('shifting all logits by an exact amount leaves the stable softmax as it is, bit for bit', () => {
  const integers = fc.array(fc.integer({ min: -60, max: 60 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(anyFormat, integers, fc.integer({ min: -60, max: 60 }), (format, logits, shift) => {
      const shifted = logits.map((x) => x + shift);
      assert.deepEqual(run('softmax', 'stable', shifted, format.name), run('softmax', 'stable', logits, format.name));
    }),
  );
});

test('every value of every twin is a value of its format', () => {
  fc.assert(
    fc.property(
      anyKernel,
      fc.constantFrom('naive', 'stable'),
      anyFormat,
      anyLogits,
      (kernel, variant, format, logits) => {
        for (const value of run(kernel, variant, logits, format.name)) {
          assert.ok(Object.is(round(value, format), value), String(value));
        }
      },
    ),
    { numRuns: 2000 },
  );
});
