// Which loss a logarithm stands in, by the form alone: x and y are parameters of which nothing is known.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { lossForms } from '../../../../src/analysis/terms/lossForm.ts';
import { termOf } from '../support/lowered.ts';

const table: readonly (readonly [expression: string, kinds: string, why?: string])[] = [
  ['-np.sum(y * np.log(x))', 'one-hot'],
  ['-1 / z * np.sum(y * np.log(x))', 'one-hot'],
  ['np.mean(np.sum(-y * np.log(x + 1e-9), axis=1))', 'one-hot'],
  ['-np.dot(y, np.log(x))', 'one-hot'],
  ['-(y * torch.log(x)).sum(1).mean()', 'one-hot'],
  ['np.sum(y * np.log(x))', '', 'a likelihood that is to grow may be of anything'],
  ['np.sum(x - y * np.log(x))', '', 'Poisson: x is a rate'],
  ['-0.5 * np.sum(np.log(x))', '', 'a variance'],
  ['-np.sum(y * np.log(np.square(x)))', '', 'a square can be anything from 0 up'],
  ['-np.log(x[np.arange(z), y])', 'pick'],
  ['-np.log(x)[np.arange(z), y]', 'pick'],
  ['-torch.log(x.gather(1, y)).mean()', 'pick'],
  ['-math.log(x[y])', 'pick'],
  ['np.log(x[y])', '', 'a count or a prior'],
  ['-np.log(x[0])', '', 'no choice'],
  ['-np.log(x[:, 1:])', '', 'no choice'],
  ['-(y * np.log(x) + (1 - y) * np.log(1 - x))', 'binary binary'],
  ['-y * np.log(x + 1e-8) - (1 - y) * np.log(1 - x + 1e-8)', 'binary binary'],
  ['np.sum(y * np.log(x)) + np.sum((1 - y) * np.log(1 - x))', 'binary binary'],
  ['-(np.dot(np.log(x), y.T) + np.dot(np.log(1 - x), (1 - y).T)) / z', 'binary binary'],
  ['-torch.mean(torch.log(x) + torch.log(1 - y))', 'binary binary'],
  ['-np.sum(x * np.log(x))', 'entropy'],
  ['-x * np.log(x + 1e-12)', 'entropy'],
  ['x * np.log(x)', '', 'the cost of sorting'],
  ['-(x / x.sum()) * np.log(x / x.sum())', 'entropy'],
  ['-(1 - x) * np.log(1 - x)', 'entropy'],
  ['np.sum(x * np.log(x / y))', 'divergence'],
  ['-((1 - x) ** 2) * np.log(x)', 'focal'],
  ['-np.sum(y * (np.log(x) - z))', '', 'what is weighted is more than a logarithm: an expected log-density'],
  ['-np.sum(y * (np.log(x) - np.log(z)))', 'one-hot'],
  ['np.sum(x * (np.log(x) - np.log(y)))', 'entropy divergence'],
  ['-np.sum(x ** y * np.log(x))', '', 'the derivative of a power'],
  ['-np.sum(y * np.log(2 * np.pi * x))', '', 'the entropy of a Gaussian'],
  ['-np.sum(y * np.log(x + 1))', '', 'a count'],
  ['-np.sum(y * np.log(2 / x))', '', 'a scale'],
  ['-2 * np.log(x[:, y])', '', 'a column of samples'],
  ['-np.log(x).sum(axis=1)[y]', '', 'a total of another sample'],
  ['1 - (math.log(x[y] + 1e-12) - z)', 'pick', 'what is kept from 0 is a probability'],
  ['-y * (np.log(x[z]) + 1)', '', 'a count'],
  ['y * np.log(y / z)', '', 'not added up: of a distribution there are several'],
  ['-(np.log(1 - x[y]) + np.log(z[y]))', 'pick pick', 'no binary cross-entropy of two samples'],
  ['-(z - np.log(x))[np.arange(z), y]', '', 'a log-ratio'],
  ['z - np.log(x[y])', '', 'a logit less the logarithm of how often its class is drawn'],
  ['np.log(y) - np.log(x[z])', '', 'the logarithm of a ratio'],
  ['np.log(1 - x[y]) + np.log(z[y])', '', 'a product of what is picked'],
  ['np.sum(y * x * np.log(x / y))', '', 'weighed by both, no divergence'],
  ['np.sum((y - z) * (np.log(x) - np.mean(np.log(x))))', '', 'a regression of logarithms'],
  ['y.dot(np.log(x)) - np.mean(np.log(x)) * y.sum()', '', 'the same, multiplied out'],
  ['-np.mean(np.log(x))', 'sample'],
  ['-torch.log(1 - x).mean()', 'sample'],
  ['-0.5 * np.mean(np.log(x))', '', 'a variance'],
  ['-np.mean(np.log(x * y))', '', 'of what is computed here'],
  ['-np.sum(np.log(x[z]) + (y - 1) ** 2 / x[z])', '', 'the density of a Gaussian, whose variance divides'],
  ['-np.sum(np.log(x[z]) + y / z)', 'pick', 'what does not divide'],
  ['np.log(x + 1e-8)', ''],
  ['y * np.log(x)', ''],
];

suite('the loss a logarithm stands in', () => {
  for (const [expression, kinds, why] of table) {
    test(`${expression}: ${kinds || 'none'}${why ? ` (${why})` : ''}`, async () => {
      const found = lossForms([await termOf(expression)], new Bounds());
      assert.equal([...found.values()].map(({ kind }) => kind).join(' '), kinds);
    });
  }
});
