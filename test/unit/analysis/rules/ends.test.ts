// At which end something becomes 0 or 1, in the words of what takes its logarithm.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findingsIn } from '../support/analyzer.ts';

const imports = 'import math\nimport numpy as np\nimport torch\n';

async function found(rule: string, ...statements: readonly string[]) {
  const body = statements.map((line) => `    ${line}\n`).join('');
  const findings = await findingsIn(`${imports}def f(x, t):\n${body}`);
  return findings.find((each) => each.rule === rule);
}

const byHand = 'p = 1 / (1 + np.exp(-x))';

suite('the ends of what a logarithm is of', () => {
  test('a sigmoid that is written out is 0 where its exp overflows', async () => {
    const loss = 'return -np.sum(t * np.log(p) + (1 - t) * np.log(1 - p))';
    const finding = await found('bce-of-probabilities', byHand, loss);
    assert.match(finding?.message ?? '', /x > 36\.74 or x < -709\.78: p is then 1 or 0$/);
  });

  test('of the two ends only that is named which the logits can reach', async () => {
    const loss = 'return -np.sum(t * np.log(p) + (1 - t) * np.log(1 - p))';
    const finding = await found('bce-of-probabilities', 'p = 1 / (1 + np.exp(-np.clip(x, -250, 250)))', loss);
    assert.match(finding?.message ?? '', /^[^<]* > 36\.74: p is then 1$/);
  });

  test('of two branches, each is 0 at an end of its own', async () => {
    const finding = await found('log-of-sigmoid', byHand, 'return -np.mean(np.log(np.where(t == 1, p, 1 - p)))');
    assert.match(finding?.message ?? '', /below -709\.78, or above 36\.74 for what is 1 minus the sigmoid$/);
  });

  test('what raises an error above raises one below as well', async () => {
    const finding = await found('naive-logsumexp', 'return math.log(math.exp(x) + math.exp(t))');
    assert.match(finding?.message ?? '', /its log raises an error where all are below -745\.13$/);
  });

  test('a clip of the mean of two distributions is a hint in the divergence from it', async () => {
    const softmaxes = 'p, q = torch.softmax(x, -1), torch.softmax(t, -1)';
    const limit = 'm = torch.clamp((p + q) / 2, 1e-7, 1).log()';
    const divergence = await found(
      'clipped-probability-in-log',
      softmaxes,
      limit,
      'return torch.nn.functional.kl_div(m, p)',
    );
    const picked = await found(
      'clipped-probability-in-log',
      softmaxes,
      limit,
      'return torch.nn.functional.nll_loss(m, t)',
    );
    assert.deepEqual([divergence?.severity, picked?.severity], ['hint', 'warning']);
  });
});
