// Bounds of expressions, read as they are written in Python: a table of what is known of each.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { termOf } from '../support/lowered.ts';

const inf = Infinity;

/** Expressions over x, y and z, of which nothing is known. */
const table: readonly (readonly [expression: string, low: number, high: number, why?: string])[] = [
  ['x', -inf, inf],
  ['3', 3, 3],
  ['-x', -inf, inf],
  ['np.exp(x)', 0, inf],
  ['np.exp(np.minimum(x, 0))', 0, 1],
  ['np.clip(x, -5, 7)', -5, 7],
  ['np.clip(x, None, 7)', -inf, 7],
  ['x.clamp(min=-2)', -2, inf],
  ['torch.clamp(x, max=4)', -inf, 4],
  ['np.maximum(x, 0)', 0, inf],
  ['min(max(x, 1), 2)', 1, 2],
  ['np.tanh(x)', -1, 1],
  ['5 * np.tanh(x) + 2', -3, 7],
  ['torch.sigmoid(x)', 0, 1],
  ['F.softmax(x, dim=1)', 0, 1],
  ['F.log_softmax(x, dim=1)', -inf, 0],
  ['F.relu(x)', 0, inf],
  ['np.abs(x)', 0, inf],
  ['x ** 2', 0, inf],
  ['x ** 3', -inf, inf],
  ['np.square(x)', 0, inf],
  ['x * x', 0, inf],
  ['-0.5 * x * x', -inf, 0],
  ['-(x - y) ** 2 / (2 * z ** 2)', -inf, 0],
  ['-(x * x) / (2 * z * z)', -inf, 0],
  ['-z * np.abs(x)', -inf, 0, 'a plain factor of a distance counts as positive'],
  ['z * np.abs(x)', 0, inf],
  ['z * np.tanh(x)', -inf, inf, 'but not that of something bounded on both sides'],
  ['np.sqrt(x) + 1', 1, inf],
  ['np.linalg.norm(x - y)', 0, inf],
  ['np.sum(x ** 2, axis=1)', 0, inf],
  ['np.mean(np.clip(x, 0, 3))', 0, 3],
  ['np.var(x)', 0, inf],
  ['len(x)', 0, inf],
  ['x > 0', 0, 1],
  ['np.where(x > 0, 1, -1)', -1, 1],
  ['np.where(x > 0, x, 0)', -inf, inf],
  ['1 if x else 5', 1, 5],
  ['np.array([1, 2, 8])', 1, 8],
  ['np.random.rand(3)', 0, 1],
  ['math.pi', Math.PI, Math.PI],
  ['1 / (1 + np.exp(x))', 0, 1],
  ['1 / x', -inf, inf],
  ['1 / np.maximum(x, 2)', 0, 0.5],
  ['(x - y).dot(x - y)', 0, inf, 'the inner product of a vector with itself'],
  ['x @ y', -inf, inf],
  ['np.add(np.add(-2 * np.dot(x, x.T), np.sum(x ** 2, 1)).T, np.sum(x ** 2, 1))', 0, inf, 'a squared distance'],
  ['(x ** 2).sum(1)[:, None] + (y * y).sum(1) - 2 * x @ y.T', 0, inf],
  ['(x ** 2).sum(1)[:, None] + (y * y).sum(1) - 2 * (x @ y.T)', 0, inf],
  ['(x ** 2).sum(1)[:, None] + (y * y).sum(1) + 2 * (x @ y.T)', -inf, inf],
  // what a maximum is above of
  ['[v - max(w for w in x if w > -9) for v in x]', -inf, 0],
  ['x - np.max(x)', -inf, 0],
  ['x - x.max(axis=1, keepdims=True)', -inf, 0],
  ['x - x.max(axis=1)', -inf, inf, 'without keepdims it is another maximum'],
  ['x - x.max(axis=0)', -inf, 0, 'which for the first axis broadcasts right'],
  ['x - x.max(axis=-1)', -inf, 0, 'and for the last in one dimension'],
  ['x - x.max(axis=1)[:, None]', -inf, 0],
  ['x - x.max(axis=1)[None, :]', -inf, inf],
  ['x - np.max(y)', -inf, inf],
  ['np.max(x) - x', 0, inf],
  ['x - np.min(x)', 0, inf],
  ['np.min(x) - x', -inf, 0],
  ['-(x - np.min(x))', -inf, 0],
  ['-x - np.max(-x)', -inf, 0],
  ['x / z - np.max(x) / z', -inf, 0],
  ['x / z - np.max(x)', -inf, inf],
  ['x / z - np.max(x / z)', -inf, 0],
  ['(x - np.max(x)) / z', -inf, 0, 'a temperature counts as positive'],
  ['z * (x - np.max(x))', -inf, 0],
  ['x - np.maximum(np.max(x), 0)', -inf, 0],
  ['x - np.mean(x)', -inf, inf],
  ['x - (np.max(x) + np.abs(y))', -inf, 0],
  ['x - torch.logsumexp(x, dim=1, keepdim=True)', -inf, 0],
  ['x - np.log(np.sum(np.exp(x), axis=1, keepdims=True))', -inf, 0],
  ['np.where(y > 0, x, -1e9) - np.max(np.where(y > 0, x, -1e9))', -inf, 0],
  // sums that a maximum takes part in
  ['np.sum(np.exp(x - np.max(x)))', 1, inf],
  ['np.sum(np.exp(x - x.max(axis=1, keepdims=True)), axis=1)', 1, inf],
  ['np.sum(np.exp(x - np.max(x)), axis=1)', 0, inf, 'a row may be far below the maximum of all'],
  ['np.sum(np.exp(x - x.max(axis=0)), axis=1)', 0, inf],
  ['np.sum(np.exp((x - np.max(x)) / z))', 1, inf],
  ['np.log(np.sum(np.exp(x - np.max(x))))', 0, inf],
  ['np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x)))', 0, 1],
];

suite('bounds', () => {
  for (const [expression, low, high, why] of table) {
    test(`of ${expression} are [${low}, ${high}]${why ? `: ${why}` : ''}`, async () => {
      assert.deepEqual(new Bounds().of(await termOf(expression)), { low, high });
    });
  }
});
