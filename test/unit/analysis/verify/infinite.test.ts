// Masked logits are -inf: a rewrite may not make NaN of what was a number, or infinite, with one of them or nothing else.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';
import { leastSame } from '../../../../src/analysis/verify/infinite.ts';
import { findingsIn } from '../support/analyzer.ts';
import { termOf } from '../support/lowered.ts';

async function atInfinity(before: string, after: string) {
  const store = new TermStore();
  const result = agreement(await termOf(before, store), await termOf(after, store), new Bounds(), 1e-9);
  assert.ok(result.ok, 'finite values agree');
  return result.atInfinity;
}

const naive = 'np.log(np.sum(np.exp(x), axis=1))';
const largest = 'np.max(x, axis=1, keepdims=True)';
const around = (shift: string) => `np.max(x, axis=1) + np.log(np.sum(np.exp(x - ${shift}), axis=1))`;
const softmax = (x: string) => `np.exp(${x}) / np.sum(np.exp(${x}), axis=1, keepdims=True)`;

suite('infinite inputs', () => {
  test('are kept by a log-sum-exp whose maximum is guarded, and by that of a library', async () => {
    const guarded = around(`np.where(np.isfinite(${largest}), ${largest}, 0)`);
    assert.equal(await atInfinity(naive, guarded), 'all');
    assert.equal(await atInfinity('torch.log(torch.exp(x).sum(1))', 'torch.logsumexp(x, 1)'), 'all');
  });

  test('are lost where the maximum is not guarded, or another number than 0 takes the place of it', async () => {
    assert.equal(await atInfinity(naive, around(largest)), 'nothing');
    const infinite = around(`np.where(np.isfinite(${largest}), ${largest}, -np.inf)`);
    assert.equal(await atInfinity(naive, infinite), 'nothing');
  });

  test('are lost where an infinite difference is added to an infinite number', async () => {
    const pair = 'np.log(np.exp(x) + np.exp(y))';
    assert.equal(await atInfinity(pair, 'x + np.logaddexp(0, y - x)'), 'nothing');
    assert.equal(await atInfinity(pair, 'np.logaddexp(x, y)'), 'all');
  });

  test('do not speak against the shift of a softmax, which is NaN with one of +inf in any form', async () => {
    assert.equal(await atInfinity(softmax('x'), softmax(`(x - ${largest})`)), 'all');
  });

  test('do not speak against that of a probability picked from one, but against that of something else', async () => {
    const shifted = 'np.exp(x[0] - np.max(x)) / np.sum(np.exp(x - np.max(x)))';
    assert.equal(await atInfinity('np.exp(x[0]) / np.sum(np.exp(x))', shifted), 'all');
    const other = 'np.exp(y - np.max(x)) / np.sum(np.exp(x - np.max(x)))';
    assert.equal(await atInfinity('np.exp(y) / np.sum(np.exp(x))', other), 'nothing');
  });

  test('do not speak against that of one of all the quotients', async () => {
    const whole = '(np.exp(x) / np.sum(np.exp(x)))[0]';
    const shifted = '(np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x))))[0]';
    assert.equal(await atInfinity(whole, shifted), 'all');
  });

  test('are told apart where only the gradient is lost', async () => {
    const dead = '(1 / (1 + np.exp(-(x - y))) if x - y >= 0 else np.exp(x - y) / (1 + np.exp(x - y)))';
    assert.equal(await atInfinity('1 / (1 + np.exp(-(x - y)))', dead), 'values');
    assert.equal(leastSame('all', 'values'), 'values');
    assert.equal(leastSame('nothing', 'values'), 'nothing');
  });

  test('make a rewrite that loses them unsafe, with the reason in its title', async () => {
    const text = `import numpy as np
from scipy.special import expit
def loss(x, t):
    p = expit(x)
    return -(t * np.log(p) + (1 - t) * np.log(1 - p))
`;
    const rewrites = (await findingsIn(text)).flatMap((finding) => finding.rewrites);
    const lost = rewrites.filter(({ title }) => title.includes('gives another value where an input is infinite'));
    assert.ok(lost.length > 0);
    assert.ok(lost.every(({ safe }) => !safe));
  });
});

suite('a guarded maximum', () => {
  const findings = (shift: string) =>
    findingsIn(
      `import numpy as np\ndef f(x):\n    m = np.max(x, axis=1, keepdims=True)\n    return np.log(np.sum(np.exp(x - ${shift}), axis=1))\n`,
    );

  test('is a maximum: what it is subtracted from does not overflow, and the sum is not 0', async () => {
    assert.deepEqual(await findings('np.where(np.isfinite(m), m, 0)'), []);
  });

  test('is none if the condition is of something else', async () => {
    assert.notDeepEqual(await findings('np.where(np.isfinite(x), m, 0)'), []);
    assert.notDeepEqual(await findings('np.where(m > 0, m, 0)'), []);
  });
});
