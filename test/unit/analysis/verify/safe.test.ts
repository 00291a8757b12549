// Which rewrites are said to be safe: those that hold for everything that is not said beside them.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { findingsIn } from '../support/analyzer.ts';

async function rewritesOf(...lines: readonly string[]) {
  const text = ['import numpy as np', 'import torch', ...lines, ''].join('\n');
  const [finding, ...others] = await findingsIn(text);
  assert.ok(finding && others.length === 0);
  return finding.rewrites;
}

const masked = (condition: string, epsilon: string) =>
  rewritesOf(
    'def f(x, mask=None, weights=None):',
    '    w = torch.exp(x)',
    `    if ${condition}:`,
    '        w = w * mask.float()',
    `    return w / (w.sum(1, keepdim=True)${epsilon})`,
  );

suite('rewrites that are safe', () => {
  test('have the maximum of what a mask in a branch leaves, if its condition can be asked before', async () => {
    for (const epsilon of ['', ' + 1e-9']) {
      const [left, ...others] = await masked('mask is not None', epsilon);
      assert.ok(left?.safe);
      assert.match(left.title, /of what is left/);
      for (const rewrite of [...others, ...(await masked('allowed(mask)', epsilon))]) {
        assert.equal(rewrite.safe, false);
        assert.match(
          `${rewrite.title} ${rewrite.withheld ?? ''}`,
          /the largest may be what a mask takes away|may be another one/,
        );
      }
    }
  });

  test('are none of a mask in a branch whose condition is changed before it', async () => {
    const rewrites = await rewritesOf(
      'def f(x, mask=None):',
      '    w = torch.exp(x)',
      '    mask = mask or default',
      '    if mask is not None:',
      '        w = w * mask.float()',
      '    return w / w.sum(1, keepdim=True)',
    );
    assert.ok(rewrites.length > 0 && rewrites.every(({ safe }) => !safe));
  });

  test('have the maximum of what a given mask leaves, which is said to take no gradient, unless the text takes one', async () => {
    const of = (...others: readonly string[]) =>
      rewritesOf('def f(x, keep):', '    w = torch.exp(x) * keep', '    return w / w.sum(1, keepdim=True)', ...others);
    const [left] = await of('mask = keep.float()', 'with torch.no_grad(): y = f(x, mask)', 'g = jax.grad(f)(x, mask)');
    assert.ok(left?.safe && left.assumptions.includes('no gradient is taken of keep'));
    for (const taken of [
      'keep = torch.nn.Parameter(torch.ones(3))',
      'keep.requires_grad_()',
      'keep: Tensor = torch.ones(3, requires_grad=True)',
      'g = torch.autograd.grad(total, keep)',
      'g, = torch.autograd.grad(\n    loss,\n    [keep],\n)',
      'g = jax.grad(f, argnums=(0, 1))',
      'tape.watch(keep)',
      'opt = torch.optim.SGD([x, keep], 0.1)',
      'print(keep.grad)',
    ]) {
      const [other] = await of(taken);
      assert.equal(other?.safe, false, taken);
      assert.match(other.title, /\(keep gets no gradient where it is 0\)/);
    }
    const [first] = await rewritesOf(
      'def f(keep, x):',
      '    w = torch.exp(x) * keep',
      '    return w / w.sum(1, keepdim=True)',
      'g = jax.grad(f)',
    );
    assert.equal(first!.safe, false);
  });

  test('are not lost to the rounding of a gradient that is nearly 0, as that of a number that cancels', async () => {
    const [left] = await rewritesOf(
      'def f(x, mask):',
      '    w = torch.exp(torch.relu(x)) * mask.float()',
      '    return w / (w.sum(1, keepdim=True) + 1e-7)',
    );
    assert.ok(left?.safe);
  });

  test('are those of exponentials with weights that are above 0, not of others', async () => {
    const of = (weight: string) =>
      rewritesOf(
        'def f(a, b, c, w):',
        `    total = np.exp(a) + np.exp(b) + ${weight} * np.exp(c)`,
        '    return np.exp(a) / total',
      );
    assert.equal((await of('0.5'))[0]?.safe, true);
    assert.equal((await of('(1 + w**2)'))[0]?.safe, true);
    const [open] = await of('w**2');
    assert.equal(open!.safe, false);
    assert.match(open!.title, /the largest may be what a weight takes away/);
  });

  test('say that what is gone through twice can be, and that a layer has no hooks', async () => {
    const [list] = await rewritesOf(
      'import math',
      'def f(xs):',
      '    e = [math.exp(x) for x in xs]',
      '    return [v / sum(e) for v in e]',
    );
    assert.ok(list?.safe && list.assumptions.includes('xs can be gone through more than once'));
    const [layer] = await rewritesOf(
      'class Layer(torch.nn.Module):',
      '    def forward(self, x):',
      '        return torch.softmax(x @ self.weight, -1)',
      'layer = Layer()',
      'def f(x):',
      '    return torch.log(layer(x))',
    );
    assert.ok(layer?.safe && layer.assumptions.includes('layer has no hooks that a call of it runs'));
  });

  test('are none of what an iterator gives, by what its type says it may be', async () => {
    const of = (type: string) =>
      rewritesOf(
        'import math',
        `def f(xs: ${type}):`,
        '    e = [math.exp(x / 2) for x in xs]',
        '    return [v / sum(e) for v in e]',
      );
    assert.equal(
      (await of('list[float]')).some(({ safe }) => safe),
      true,
    );
    assert.equal(
      (await of('Iterable[float]')).some(({ safe }) => safe),
      false,
    );
  });
});
