// What findings say where the logits of a probability are in another function, and of powers of 2.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findingsIn } from '../support/analyzer.ts';

const imports = 'import numpy as np\nimport torch\n';

suite('what a finding says of what calls give', () => {
  const messageOf = async (text: string, rule: string): Promise<string | undefined> =>
    (await findingsIn(`${imports}${text}`)).find((finding) => finding.rule === rule)?.message;
  const loss = 'def loss(t, p):\n    return -(t * np.log(p) + (1 - t) * np.log(1 - p)).mean()\n';

  test('a sigmoid that is written out is 0 where its exp overflows', async () => {
    const text = `${loss}def run(x, t):\n    return loss(t, 1 / (1 + np.exp(-x)))\n`;
    assert.match(
      (await messageOf(text, 'bce-of-probabilities'))!,
      /when p is 0 or 1 \(float64: for a logit below -709\.78 or above 36\.74\)$/,
    );
  });

  test('where nothing gives one it is said of a sigmoid', async () => {
    const message = await messageOf(loss, 'bce-of-probabilities');
    assert.match(
      message!,
      /when p is 0 or 1 \(as a sigmoid in float64 is for a logit below -709\.78 or above 36\.74\); only/,
    );
  });

  test("and a library's where its exp overflows as well", async () => {
    const text = `from scipy.special import expit\n${loss}def run(x, t):\n    return loss(t, expit(x))\n`;
    assert.match((await messageOf(text, 'bce-of-probabilities'))!, /for a logit below -709\.78 or above 36\.74\)$/);
  });

  test('an entropy of a softmax is NaN from a gap of logits on', async () => {
    const text =
      'def entropy(p):\n    return -(p * torch.log(p)).sum(-1).mean()\ndef run(x):\n    return entropy(torch.softmax(x, -1))\n';
    assert.match(
      (await messageOf(text, 'entropy-of-probabilities'))!,
      /where the probability is 0 \(from a gap of 103\.97 between logits on\)$/,
    );
  });
});

suite('what a finding says of a power of 2', () => {
  test('it overflows, and is 0, where that is', async () => {
    const [finding] = await findingsIn(`${imports}def f(x):\n    return np.log2(np.sum(np.exp2(x)))\n`);
    assert.match(
      finding!.message,
      /^np\.exp2\(x\) overflows float64 when x > 1024\.00; then this log-sum-exp is inf; it is -inf where all are below -1075\.00$/,
    );
  });
});
