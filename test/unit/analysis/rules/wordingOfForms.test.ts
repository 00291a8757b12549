// What findings say where a form, or a library that takes the logits back, decides what there is to say.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findingsIn } from '../support/analyzer.ts';

const imports = `import numpy as np
from scipy.special import softmax
from scipy.stats import norm
import theano
import torch
import theano.tensor as T
from tensorflow import keras
own = keras.models.Sequential([keras.layers.Dense(1, activation="sigmoid")])
`;

/** The only finding in a function of x and t that returns an expression. */
async function only(returned: string) {
  const findings = await findingsIn(`${imports}def f(x, t):\n    return ${returned}\n`);
  assert.equal(findings.length, 1);
  return findings[0]!;
}

suite('what a finding says of a form', () => {
  test("of a loss of Keras of Keras's own activation nothing is said", async () => {
    const text = `${imports}def f(x, t):\n    return keras.losses.binary_crossentropy(t, own(x))\n`;
    assert.deepEqual(await findingsIn(text), []);
  });

  test('a softplus that is added to what was taken out of it may be of the larger one', async () => {
    const { rule, severity, message } = await only('t + np.log1p(np.exp(x - t))');
    assert.deepEqual([rule, severity], ['naive-softplus', 'hint']);
    assert.match(
      message,
      /overflows float64 when x - t > 709\.78; this log-add-exp is right only where t is the larger/,
    );
  });

  test('points of one set are not all far apart, those of two may be', async () => {
    const within = await only('torch.pdist(x).pow(2).mul(-2).exp().mean().log()');
    assert.deepEqual([within.rule, within.severity], ['naive-logsumexp', 'hint']);
    const between = await only('torch.cdist(x, t).pow(2).mul(-2).exp().mean().log()');
    assert.deepEqual([between.rule, between.severity], ['naive-logsumexp', 'warning']);
  });

  test('a target of 0 makes NaN of an infinite logarithm, and a class that is picked does not', async () => {
    const summed = await only('-np.sum(t * np.log(softmax(x, axis=1)), axis=1)');
    assert.match(summed.message, /when a logit is 745\.13 below the largest, and NaN times a target of 0$/);
    const picked = await only('-np.log(softmax(x, axis=1)[np.arange(3), t])');
    assert.match(picked.message, /where a logit is 745\.13 below the largest$/);
  });

  test('a probability of the normal distribution is one, and has no logits', async () => {
    const { severity, message } = await only('t @ np.log(norm.cdf(x)) + (1 - t) @ np.log(1 - norm.cdf(x))');
    assert.equal(severity, 'warning');
    assert.match(message, /is inf, or 0 · -inf = NaN, when .* is 0 or 1$/);
  });

  test('a divergence is NaN where what it weighs by is 0', async () => {
    const { rule, severity, message } = await only('np.sum(t * np.log(t / x))');
    assert.deepEqual([rule, severity], ['entropy-of-probabilities', 'hint']);
    assert.match(message, /with log\(t \/ x\) in float64 where t is 0; only its use in a divergence says/);
  });

  test("through a scan Theano's optimizer does not see", async () => {
    const p = 'theano.scan(lambda v: T.nnet.softmax(v), sequences=x)[0]';
    const { message } = await only(`-T.mean(T.log(${p}[T.arange(t.shape[0]), t]))`);
    assert.match(message, /only its use in a negative log-likelihood says that it is a probability$/);
    const seen = await only('-T.mean(T.log(T.nnet.softmax(x)[T.arange(t.shape[0]), t]))');
    assert.match(seen.message, /optimizer replaces it/);
  });

  test('distances that are all far make a softmax NaN: a warning', async () => {
    const text =
      'import numpy as np\ndef d(u, v):\n    return (u - v).dot(u - v)\ndef f(M, x, beta):\n    e = np.array([np.exp(-beta * d(m, x)) for m in M])\n    return e / e.sum()\n';
    const [finding] = await findingsIn(text);
    assert.deepEqual([finding?.rule, finding?.severity], ['naive-softmax', 'warning']);
  });
});
