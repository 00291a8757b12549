import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formats,
  runKernel,
  torchCrossEntropy,
  torchCrossEntropyGradient,
  torchLogSoftmax,
  torchLogSumExp,
  torchSoftmax,
} from '../../../src/kernels/index.ts';
import { readResults } from './support/golden.ts';

const { bfloat16 } = formats;

const functions: Readonly<Record<string, (logits: Float64Array, target: number) => ArrayLike<number>>> = {
  softmax: (logits) => torchSoftmax(logits, bfloat16),
  log_softmax: (logits) => torchLogSoftmax(logits, bfloat16),
  logsumexp: (logits) => [torchLogSumExp(logits, bfloat16)],
  cross_entropy: (logits, target) => [torchCrossEntropy(logits, target, bfloat16)],
  grad: (logits, target) => torchCrossEntropyGradient(logits, target, bfloat16),
};

const results = readResults('bfloat16', 'torch').filter(({ variant }) => variant === 'library');

for (const [name, run] of Object.entries(functions)) {
  test(`the bfloat16 ${name} of PyTorch's library has its bits`, (t) => {
    const cases = results.filter(({ op }) => op === name);
    for (const { id, logits, target, out } of cases) {
      assert.deepEqual(Array.from(run(logits, target)), [...out], id);
    }
    t.diagnostic(`${cases.length} cases compared bit for bit`);
    assert.equal(cases.length, name === 'cross_entropy' || name === 'grad' ? 35 : 36);
  });
}

test('the library policy is all in float32 and rounded once, as PyTorch computes a softmax', () => {
  for (const { id, op, logits, out } of results) {
    if (op !== 'softmax') continue;
    const found = runKernel('softmax', 'stable', logits, { format: 'bfloat16', policy: 'library' });
    assert.ok(found.ok);
    assert.deepEqual([...found.values], [...out], id);
  }
});

test('the sequential policy keeps the sum in the format: of 3,000 equal float16 logits it stops at 2,048', () => {
  const logits = new Float64Array(3000);
  const values = (policy: string) => {
    const result = runKernel('softmax', 'stable', logits, { format: 'float16', policy });
    assert.ok(result.ok);
    return result.values;
  };
  assert.ok(values('sequential').every((p) => p === 1 / 2048));
  assert.ok(values('framework').every((p) => p === 0.000333309173583984375)); // 1/3000 to 11 bits
  assert.deepEqual(values('library'), values('framework'));
});
