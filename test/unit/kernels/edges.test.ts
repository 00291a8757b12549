import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arithmeticFormatNames,
  commonFormats,
  kernels,
  runKernel,
  type KernelName,
  type RunOptions,
} from '../../../src/kernels/index.ts';

const formatNames = commonFormats.map(({ name }) => name);
const kernelNames: readonly KernelName[] = ['softmax', 'log-softmax', 'log-sum-exp', 'cross-entropy'];

const variants = ['naive', 'stable'] as const;

function values(name: string, variant: 'naive' | 'stable', logits: ArrayLike<number>, options?: RunOptions): number[] {
  const result = runKernel(name, variant, logits, options);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return [...result.values];
}

function failure(name: string, logits: ArrayLike<number>, options?: RunOptions) {
  const result = runKernel(name, 'stable', logits, options);
  assert.ok(!result.ok);
  return [result.code, result.message];
}

test('an unknown kernel or format is named in the error, with those there are', () => {
  assert.deepEqual(failure('sparsemax', [1]), [
    'unknown-kernel',
    `There is no kernel "sparsemax"; there is ${Object.keys(kernels).join(', ')}.`,
  ]);
  assert.deepEqual(failure('softmax', [1], { format: 'float8' }), [
    'unknown-format',
    `There is no format "float8"; there is ${arithmeticFormatNames.join(', ')}.`,
  ]);
  assert.deepEqual(failure('softmax', [1], { format: 'float4_e2m1fn' }), [
    'storage-format',
    'float4_e2m1fn only stores numbers: round to it, and compute in another format.',
  ]);
  assert.equal(failure('toString', [1])[0], 'unknown-kernel');
});

const targets: readonly (readonly [string, number[], RunOptions, string, string])[] = [
  [
    'is left out',
    [1, 2],
    {},
    'missing-target',
    'Cross-entropy needs a target: the index of the true class among the logits.',
  ],
  [
    'is past the end',
    [1, 2],
    { target: 2 },
    'target-out-of-range',
    'The target is 2; it must be from 0 to 1, for 2 logits.',
  ],
  [
    'is negative',
    [1, 2],
    { target: -1 },
    'target-out-of-range',
    'The target is -1; it must be from 0 to 1, for 2 logits.',
  ],
  ['has no logits', [], { target: 0 }, 'target-out-of-range', 'The target is 0; there are no logits.'],
  [
    'is a fraction',
    [1, 2],
    { target: 0.5 },
    'target-not-integer',
    'The target is 0.5; it must be an integer, counted from 0.',
  ],
  [
    'is NaN',
    [1, 2],
    { target: NaN },
    'target-not-integer',
    'The target is NaN; it must be an integer, counted from 0.',
  ],
  [
    'is infinite',
    [1, 2],
    { target: Infinity },
    'target-not-integer',
    'The target is Infinity; it must be an integer, counted from 0.',
  ],
];

for (const [what, logits, options, code, message] of targets) {
  test(`a cross-entropy whose target ${what} is an error: ${code}`, () => {
    assert.deepEqual(failure('cross-entropy', logits, options), [code, message]);
  });
}

test('an out array of the wrong length, or over the logits themselves, is an error', () => {
  assert.deepEqual(failure('softmax', [1, 2], { out: new Float64Array(3) }), [
    'out-length',
    'out has length 3; the result has length 2.',
  ]);
  assert.equal(failure('log-sum-exp', [1, 2], { out: new Float64Array(2) })[0], 'out-length');
  const memory = new Float64Array(4);
  assert.equal(failure('softmax', memory, { out: memory })[0], 'out-overlaps');
  assert.equal(failure('softmax', memory.subarray(0, 2), { out: memory.subarray(1, 3) })[0], 'out-overlaps');
  assert.ok(runKernel('softmax', 'stable', memory.subarray(0, 2), { out: memory.subarray(2) }).ok);
});

test('out receives the values, and the logits that were given stay as they were', () => {
  for (const name of kernelNames) {
    for (const variant of variants) {
      const logits = Float64Array.of(1.0001, 2.0001, 3.0001);
      const out = new Float64Array(kernels[name].result === 'scalar' ? 1 : 3).fill(99);
      const result = runKernel(name, variant, logits, { format: 'float16', target: 1, out });
      assert.ok(result.ok);
      assert.equal(result.values, out);
      assert.ok(!out.includes(99), name);
      assert.deepEqual([...result.logits], [1, 2, 3]); // rounded to float16
      assert.deepEqual([...logits], [1.0001, 2.0001, 3.0001]);
    }
  }
});

test('no logits have no probabilities and a log-sum-exp of −Infinity, in every format', () => {
  for (const format of formatNames) {
    for (const variant of variants) {
      assert.deepEqual(values('softmax', variant, [], { format }), []);
      assert.deepEqual(values('log-softmax', variant, [], { format }), []);
      assert.deepEqual(values('log-sum-exp', variant, [], { format }), [-Infinity]);
    }
  }
});

test('one logit has probability 1, however large, in the stable twins', () => {
  for (const format of formatNames) {
    for (const logit of [-30_000, 0, 2, 30_000]) {
      const [rounded] = values('log-sum-exp', 'stable', [logit], { format });
      assert.deepEqual(values('softmax', 'stable', [logit], { format }), [1]);
      assert.deepEqual(values('log-softmax', 'stable', [logit], { format }), [0]);
      assert.deepEqual(values('cross-entropy', 'stable', [logit], { format, target: 0 }), [-0]);
      assert.ok(Math.abs(rounded! - logit) <= 64); // bfloat16 has no 30,000
    }
  }
});

test('one logit beyond the range of exp breaks the naive twins', () => {
  for (const format of formatNames) {
    assert.deepEqual(values('softmax', 'naive', [1000], { format }), [NaN]);
    assert.deepEqual(values('softmax', 'naive', [-1000], { format }), [NaN]);
    assert.deepEqual(values('log-sum-exp', 'naive', [1000], { format }), [Infinity]);
    assert.deepEqual(values('log-sum-exp', 'naive', [-1000], { format }), [-Infinity]);
  }
});

const edgeLogits: readonly (readonly [string, number[], (readonly number[])[]])[] = [
  // softmax naive, stable, then log-sum-exp naive, stable
  ['nothing but −Infinity', [-Infinity, -Infinity], [[NaN, NaN], [NaN, NaN], [-Infinity], [NaN]]],
  ['a +Infinity', [0, Infinity], [[0, NaN], [NaN, NaN], [Infinity], [NaN]]],
  ['a NaN', [0, NaN], [[NaN, NaN], [NaN, NaN], [NaN], [NaN]]],
  ['a −Infinity among numbers', [0, -Infinity], [[1, 0], [1, 0], [0], [0]]],
];

for (const [what, logits, [naive, stable, naiveSum, stableSum]] of edgeLogits) {
  test(`with ${what} the twins give what the code they stand for gives`, () => {
    for (const format of formatNames) {
      assert.deepEqual(values('softmax', 'naive', logits, { format }), naive);
      assert.deepEqual(values('softmax', 'stable', logits, { format }), stable);
      assert.deepEqual(values('log-sum-exp', 'naive', logits, { format }), naiveSum);
      assert.deepEqual(values('log-sum-exp', 'stable', logits, { format }), stableSum);
    }
  });
}

test('from 65,520 equal logits on even the shifted sum overflows in float16', () => {
  const options = { format: 'float16', target: 0 };
  const [last, first] = [new Float64Array(65_519), new Float64Array(65_520)];
  assert.deepEqual(values('log-sum-exp', 'stable', last, options), [11.09375]);
  assert.deepEqual(values('log-sum-exp', 'stable', first, options), [Infinity]);
  assert.deepEqual(values('cross-entropy', 'stable', first, options), [Infinity]);
  assert.ok(values('softmax', 'stable', first, options).every((p) => p === 0));
  assert.ok(Number.isFinite(values('log-sum-exp', 'stable', first, { format: 'bfloat16' })[0]));
});

test('a million logits run through every twin in every format', () => {
  const n = 1_000_000;
  const logits = new Float64Array(n);
  for (let i = 0; i < n; i++) logits[i] = -(i % 7);
  for (const format of formatNames) {
    for (const variant of variants) {
      for (const name of kernelNames) {
        const result = values(name, variant, logits, { format, target: 3 });
        assert.equal(result.length, kernels[name].result === 'scalar' ? 1 : n);
      }
    }
    const total = values('softmax', 'stable', logits, { format: 'float64' }).reduce((sum, p) => sum + p, 0);
    assert.ok(Math.abs(total - 1) < 1e-10);
  }
});
