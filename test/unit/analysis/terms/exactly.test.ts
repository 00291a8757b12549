// The value of a term in real numbers, against the correctly rounded kernels and against the evaluation in doubles.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { evaluate } from '../../../../src/analysis/terms/evaluate/evaluate.ts';
import { evaluateExactly } from '../../../../src/analysis/terms/evaluate/exactly.ts';
import { inputsOf } from '../../../../src/analysis/terms/evaluate/inputs.ts';
import { Unsupported } from '../../../../src/analysis/terms/evaluate/unsupported.ts';
import { exact, type ExactName } from '../../../../src/kernels/index.ts';
import { termOf } from '../support/lowered.ts';

async function exactlyOf(expression: string, data: Float64Array, bits = 300) {
  const root = await termOf(expression);
  const inputs = new Map(inputsOf([root]).values.map((x) => [x, { shape: [data.length], data }]));
  return { exact: evaluateExactly(root, inputs, bits), double: evaluate(root, inputs) };
}

/** How people write what has an exact kernel, of naive and of stable code. */
const functions: readonly (readonly [expression: string, kernel: ExactName])[] = [
  ['np.exp(x) / np.sum(np.exp(x))', 'softmax'],
  ['np.exp(x - x.max()) / np.sum(np.exp(x - x.max()))', 'softmax'],
  ['torch.softmax(x, 0)', 'softmax'],
  ['np.log(np.exp(x) / np.exp(x).sum())', 'log-softmax'],
  ['torch.log_softmax(x, 0)', 'log-softmax'],
  ['np.log(np.sum(np.exp(x)))', 'log-sum-exp'],
  ['torch.logsumexp(x, 0)', 'log-sum-exp'],
  ['-np.log(np.exp(x[2]) / np.exp(x).sum())', 'cross-entropy'],
];

suite('evaluateExactly', () => {
  for (const [expression, kernel] of functions) {
    for (const scale of [1, 40, 900]) {
      test(`${expression} of logits of ${scale} is the exact ${kernel}, whatever overflows on the way`, async () => {
        const logits = Float64Array.from({ length: 9 }, (_, i) => scale * Math.sin(7 * i + 1));
        const value = await exactlyOf(expression, logits, 4000);
        const reference = exact(kernel, logits, { target: 2 });
        assert.ok(reference.ok);
        assert.deepEqual(value.exact.data, reference.values);
      });
    }
  }

  for (const expression of [
    ...['np.logaddexp(x, 1 - x)', 'x ** 3', 'np.exp(x) ** 0.5', 'np.maximum(x, 0) - np.minimum(x, 1)', 'x ** -2'],
    ...['np.where(x > 0, x, -x)', 'np.where(x <= 0.5, x, 3)', 'x.std()', 'x.min() * x.mean()', 'np.linalg.norm(x)'],
    ...['x[:, None] - x', 'np.tanh(x)', 'F.softplus(x)', 'F.logsigmoid(x)', 'np.expm1(x) + np.log1p(np.exp(x))'],
    ...['np.sign(x) * np.abs(x)', 'F.relu(x)', 'np.prod(x)', 'F.binary_cross_entropy_with_logits(x, x)'],
  ]) {
    test(`${expression} is what doubles give, less their rounding`, async () => {
      const value = await exactlyOf(expression, Float64Array.of(0.5, -1.25, 2, 0.75));
      assert.deepEqual(value.exact.shape, value.double.shape);
      for (const [index, x] of value.exact.data.entries()) {
        assert.ok(Math.abs(value.double.data[index]! - x) <= 1e-14 * Math.max(1, Math.abs(x)), `${index}: ${x}`);
      }
    });
  }

  test('says of what is not computed exactly that it has no value', async () => {
    await assert.rejects(exactlyOf('np.sin(x)', Float64Array.of(1)), Unsupported);
  });
});
