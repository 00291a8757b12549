import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { broadcastShapes, ShapeError, type NdArray } from '../../../../src/analysis/terms/evaluate/array.ts';
import { evaluate } from '../../../../src/analysis/terms/evaluate/evaluate.ts';
import { Unsupported } from '../../../../src/analysis/terms/evaluate/unsupported.ts';
import { inputsOf } from '../../../../src/analysis/terms/evaluate/inputs.ts';
import {
  arithmetic,
  commonFormats,
  formats,
  runKernel,
  type KernelName,
  type Variant,
} from '../../../../src/kernels/index.ts';
import { termOf } from '../support/lowered.ts';

/** 0, 1, 2 … in a shape. */
function counted(...shape: readonly number[]): NdArray {
  return { shape, data: Float64Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => i) };
}

/** An expression in which x is given and nothing else. */
async function valueOf(expression: string, x: NdArray, within = arithmetic(formats.float64)): Promise<NdArray> {
  const term = await termOf(expression);
  return evaluate(term, new Map(inputsOf([term]).values.map((input) => [input, x])), within);
}

/** How people write what the kernels are. */
const twins: readonly (readonly [expression: string, kernel: KernelName, variant: Variant])[] = [
  ['np.exp(x) / np.sum(np.exp(x))', 'softmax', 'naive'],
  ['np.exp(x - x.max()) / np.sum(np.exp(x - x.max()))', 'softmax', 'stable'],
  ['torch.softmax(x, 0)', 'softmax', 'stable'],
  ['np.log(np.exp(x) / np.exp(x).sum())', 'log-softmax', 'naive'],
  ['np.log(np.sum(np.exp(x)))', 'log-sum-exp', 'naive'],
  ['x.max() + np.log(np.sum(np.exp(x - x.max())))', 'log-sum-exp', 'stable'],
];

const table: readonly (readonly [expression: string, x: NdArray, shape: readonly number[], data: readonly number[]])[] =
  [
    ['x + 1', counted(2, 2), [2, 2], [1, 2, 3, 4]],
    ['x.sum()', counted(2, 3), [], [15]],
    ['x.sum(axis=0)', counted(2, 3), [3], [3, 5, 7]],
    ['x.sum(axis=-1, keepdims=True)', counted(2, 3), [2, 1], [3, 12]],
    ['x.sum(axis=(0, 2))', counted(2, 2, 2), [2], [10, 18]],
    ['x.mean(axis=1)', counted(2, 3), [2], [1, 4]],
    ['x - x.max(axis=1, keepdims=True)', counted(2, 3), [2, 3], [-2, -1, 0, -2, -1, 0]],
    ['x.T', counted(2, 3), [3, 2], [0, 3, 1, 4, 2, 5]],
    ['x.swapaxes(0, 2)', counted(2, 1, 2), [2, 1, 2], [0, 2, 1, 3]],
    ['x[:, None]', counted(2), [2, 1], [0, 1]],
    ['x[None]', counted(2), [1, 2], [0, 1]],
    ['x.reshape(-1, 1) - x', counted(2), [2, 2], [0, -1, 1, 0]],
    ['x[1]', counted(2, 2), [2], [2, 3]],
    ['x[-1]', counted(3), [], [2]],
    ['np.where(x - 1, 5, x)', counted(3), [3], [0, 1, 5]],
    ['np.clip(x, 1, 2)', counted(4), [4], [1, 1, 2, 2]],
    ['x % 2', counted(4), [4], [0, 1, 0, 1]],
    ['np.cumsum(x, axis=1)', counted(2, 3), [2, 3], [0, 1, 3, 3, 7, 12]],
    ['x.cumsum(0)', counted(2, 2), [2, 2], [0, 1, 2, 4]],
    ['np.cumsum(x)', counted(2, 2), [4], [0, 1, 3, 6]],
  ];

suite('evaluate', () => {
  for (const [expression, x, shape, data] of table) {
    test(`${expression} of shape ${x.shape.join('×')}`, async () => {
      const value = await valueOf(expression, x);
      assert.deepEqual(value.shape, shape);
      assert.deepEqual([...value.data], data);
    });
  }

  test('a softmax sums to 1 along its axis, also of large logits', async () => {
    const value = await valueOf('torch.softmax(x * 1000, 1)', counted(2, 3));
    assert.deepEqual([...value.data], [0, 0, 1, 0, 0, 1]);
  });

  for (const [expression, kernel, variant] of twins) {
    for (const format of commonFormats) {
      test(`${expression} in ${format.name} is the ${variant} ${kernel}, bit for bit`, async () => {
        let failing = 0;
        for (const scale of [0.1, 1, 3, 40, 400]) {
          const data = Float64Array.from({ length: 37 }, (_, i) => scale * Math.sin(7 * i + 1));
          const value = await valueOf(expression, { shape: [37], data }, arithmetic(format));
          const twin = runKernel(kernel, variant, data, { format });
          assert.ok(twin.ok);
          assert.deepEqual(value.data, twin.values);
          if (!value.data.every(Number.isFinite)) failing++;
        }
        if (variant === 'naive' && format.name !== 'float64')
          assert.ok(failing > 0, 'the naive form fails at some scale');
        if (variant === 'stable') assert.equal(failing, 0);
      });
    }
  }

  test('raises where the library would', async () => {
    await assert.rejects(valueOf('x - x.max(axis=1)', counted(2, 3)), ShapeError);
    await assert.rejects(valueOf('x.sum(axis=1)', counted(3)), ShapeError);
    assert.throws(() => broadcastShapes([2, 3], [2]), ShapeError);
  });

  test('says of what is not followed that it has no value', async () => {
    await assert.rejects(valueOf('x.reshape(2, -1, 2)', counted(4)), Unsupported);
  });
});
