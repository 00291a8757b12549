import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  arithmetic,
  commonFormats,
  formats,
  gradient,
  kernelNames,
  kernels,
  runKernel,
  type FormatName,
  type GradientOptions,
  type KernelName,
  type Variant,
} from '../../../src/kernels/index.ts';
import { readResults } from './support/golden.ts';

const variants = ['naive', 'stable'] as const;

function gradientOf(name: KernelName, variant: Variant, logits: ArrayLike<number>, options: GradientOptions = {}) {
  const result = gradient(name, variant, logits, { target: 0, ...options });
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result;
}

for (const golden of ['naive', 'shift'] as const) {
  test(`the bfloat16 gradient through the ${golden} cross-entropy has the bits of PyTorch's`, (t) => {
    const cases = readResults('bfloat16', 'torch').filter(({ op, variant }) => op === 'grad' && variant === golden);
    for (const { id, logits, target, out } of cases) {
      const variant = golden === 'shift' ? 'stable' : 'naive';
      const found = gradientOf('cross-entropy', variant, logits, { format: 'bfloat16', target });
      assert.deepEqual([...found.gradient], [...out], id);
    }
    t.diagnostic(`${cases.length} gradients compared bit for bit`);
    assert.equal(cases.length, 35);
  });

  test(`softmax − onehot has the bits of NumPy's float16 gradient, ${golden}`, () => {
    const cases = readResults('float16', 'numpy').filter(({ op, variant }) => op === 'grad' && variant === golden);
    const { subtract } = arithmetic(formats.float16);
    for (const { id, logits, target, out } of cases) {
      const result = runKernel('softmax', golden === 'shift' ? 'stable' : 'naive', logits, { format: 'float16' });
      assert.ok(result.ok);
      assert.deepEqual([...result.values.map((p, i) => subtract(p, i === target ? 1 : 0))], [...out], id);
    }
    assert.equal(cases.length, 35);
  });
}

for (const format of ['float32', 'float64'] as const) {
  test(`gradients in ${format} are NaN and infinite where PyTorch's are`, () => {
    const pattern = (values: Float64Array) => Array.from(values, (v) => (Number.isFinite(v) ? 'finite' : String(v)));
    let compared = 0;
    for (const { id, op, variant, logits, target, out } of readResults(format, 'torch')) {
      if (op !== 'grad' || variant === 'library') continue;
      // PyTorch 1.13's float64 exp overflows 1.7e-6 early.
      if (format === 'float64' && logits.some((x) => x > 709.78271 && x < 709.782713)) continue;
      const found = gradientOf('cross-entropy', variant === 'shift' ? 'stable' : 'naive', logits, { format, target });
      assert.deepEqual(pattern(found.gradient), pattern(out), id);
      compared++;
    }
    assert.equal(compared, format === 'float32' ? 70 : 62);
  });
}

test('the forms on a tape have the values of the twins, bit for bit, in every common format', () => {
  const logits = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1, maxLength: 12 });
  const edge = fc.array(fc.constantFrom(0, -0, 1, -1000, 1000, Infinity, -Infinity, NaN), {
    minLength: 1,
    maxLength: 5,
  });
  const names = kernelNames.filter((name) => name !== 'online-softmax'); // its sum is kept in another order
  const any = [fc.constantFrom(...names), fc.constantFrom(...variants), fc.constantFrom(...commonFormats)] as const;
  fc.assert(
    fc.property(
      ...any,
      fc.oneof(logits, edge),
      fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
      (name, variant, format, given, stream) => {
        const probabilities = given.map(() => stream.next().value as number);
        const input = kernels[name].input === 'probabilities' ? probabilities : given;
        const second = name === 'log-add-exp' ? [...given].reverse() : given.map((_, i) => i % 2);
        const options = {
          format: format.name,
          target: 0,
          targets: second,
          other: second,
          mask: second,
          keep: second,
          temperature: 0.7,
        };
        const run = runKernel(name, variant, input, options);
        assert.ok(run.ok);
        const { values } = gradientOf(name, variant, input, options);
        // Signed zeros apart: a twin writes its result where a branch leads, a form adds both branches.
        assert.deepEqual(
          [...values].map((v) => v + 0),
          [...run.values].map((v) => v + 0),
          `${name} ${variant} ${format.name}`,
        );
      },
    ),
    { numRuns: 3000 },
  );
});

test('every gradient in float64 is the slope of its kernel', () => {
  const logits = [0.3, -1.2, 2.1, 0.9];
  const probabilities = [0.1, 0.2, 0.4, 0.3];
  const weights = [0.7, -1.3, 0.4, 2.1];
  for (const name of kernelNames) {
    const input = kernels[name].input === 'probabilities' ? probabilities : logits;
    const options = {
      target: 2,
      targets: [0, 1, 0.3, 0.8],
      other: [1, -2, 2.1, 0.5],
      mask: [0, -1, 0.5, 0],
      keep: [1, 1, 0, 1],
      temperature: 1.7,
    };
    const cotangent = kernels[name].result === 'scalar' ? [1.9] : weights;
    const weighted = (variant: Variant, x: number[]) => {
      const result = runKernel(name, variant, x, options);
      assert.ok(result.ok);
      return result.values.reduce((sum, value, i) => sum + value * cotangent[i]!, 0);
    };
    for (const variant of variants) {
      for (const rules of ['torch', 'jax']) {
        const found = gradientOf(name, variant, input, { ...options, rules, cotangent }).gradient;
        input.forEach((x, i) => {
          const h = 1e-5;
          const [above, below] = [x + h, x - h].map((moved) =>
            weighted(
              variant,
              input.map((value, j) => (j === i ? moved : value)),
            ),
          );
          const slope = (above! - below!) / (2 * h);
          assert.ok(
            Math.abs(found[i]! - slope) < 1e-8,
            `${name} ${variant} ${rules} [${i}]: ${found[i]}, slope ${slope}`,
          );
        });
      }
    }
  }
});

test('a class that underflows makes the whole naive gradient NaN, even when another class is the target', () => {
  for (const [format, gap] of [
    ['float32', 104],
    ['float16', 17.4],
    ['bfloat16', 93],
    ['float64', 746],
  ] as [FormatName, number][]) {
    for (const target of [0, 1]) {
      const naive = gradientOf('cross-entropy', 'naive', [0, -gap, -1], { format, target }).gradient;
      assert.ok(naive.every(Number.isNaN), `${format} ${target}`);
      const stable = gradientOf('cross-entropy', 'stable', [0, -gap, -1], { format, target }).gradient;
      assert.ok(stable.every(Number.isFinite), `${format} ${target}`);
    }
  }
});

test('by the rules of JAX the naive gradient is wrong but finite from a log-sum-exp of 64 ln 2 in float32', () => {
  const at = (x: number, rules: string) =>
    gradientOf('cross-entropy', 'naive', [x, x - 1], { format: 'float32', rules, target: 0 });
  const right = at(40, 'torch').gradient;
  assert.ok(Math.abs(at(40, 'jax').gradient[0]! - right[0]!) < 1e-5);
  for (const x of [45, 60, 85]) {
    const [wrong, torch] = [at(x, 'jax'), at(x, 'torch')];
    assert.ok(Math.abs(wrong.values[0]! - Math.log1p(Math.exp(-1))) < 1e-5); // the loss is right
    assert.ok(Math.abs(torch.gradient[0]! - right[0]!) < 1e-5);
    assert.deepEqual([...wrong.gradient], [-1, 0]); // without −e · gS: as if the softmax were no function of the sum
  }
  assert.ok(at(-45, 'torch').gradient.every(Number.isFinite));
  assert.ok(at(-52, 'jax').gradient.every(Number.isNaN));
});

test('detached or not, the maximum leaves the gradient of a shifted form alone', () => {
  const logits = [3, 1, -2, 3];
  for (const name of ['softmax', 'log-softmax', 'cross-entropy'] as const) {
    const cotangent = kernels[name].result === 'scalar' ? [1] : [1, 2, 3, 4];
    const [through, detached] = [false, true].map((detachMax) =>
      gradientOf(name, 'stable', logits, { detachMax, cotangent }),
    );
    through!.gradient.forEach((g, i) => {
      assert.ok(Math.abs(g - detached!.gradient[i]!) < 1e-14);
    });
  }
});

test('no logits have no gradient, and unknown rules or a cotangent of another length are errors', () => {
  assert.equal(gradientOf('softmax', 'stable', []).gradient.length, 0);
  const failure = (options: GradientOptions) => {
    const result = gradient('softmax', 'stable', [1, 2], options);
    assert.ok(!result.ok);
    return [result.code, result.message];
  };
  assert.deepEqual(failure({ rules: 'theano' }), [
    'unknown-rules',
    'There are no rules "theano"; there is torch, jax.',
  ]);
  assert.deepEqual(failure({ cotangent: [1] }), [
    'operand-length',
    'cotangent has 1 elements; it must have 2, one for each value.',
  ]);
  const given = Float64Array.of(1.0001, 2);
  gradientOf('softmax', 'stable', given, { format: 'float16' });
  assert.deepEqual(given, Float64Array.of(1.0001, 2));
});
