// The comparison of values has to tell a right rewrite from every near miss.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';
import { termOf } from '../support/lowered.ts';

async function compared(before: string, after: string, tolerance = 1e-10) {
  const store = new TermStore();
  return agreement(await termOf(before, store), await termOf(after, store), new Bounds(), tolerance);
}

const naive = 'np.exp(x) / np.sum(np.exp(x), axis=1, keepdims=True)';
const shifted = (m: string, m2 = m) => `np.exp(x - ${m}) / np.sum(np.exp(x - ${m2}), axis=1, keepdims=True)`;
const right = 'np.max(x, axis=1, keepdims=True)';

suite('agreement', () => {
  for (const after of [shifted(right), 'torch.softmax(x, 1)', shifted('x.max(axis=1)[:, None]')]) {
    test(`holds between the naive form and ${after}`, async () => {
      const result = await compared(naive, after);
      assert.ok(result.ok);
      assert.ok(result.cases >= 2);
    });
  }

  const mutants: Readonly<Record<string, string>> = {
    'the axis of the maximum dropped': shifted('np.max(x)'),
    'its keepdims dropped': shifted('np.max(x, axis=1)'),
    'another axis': shifted('np.max(x, axis=0)'),
    'the maximum of something else': shifted('np.max(x * 2, axis=1, keepdims=True)', right),
    'the shift in the numerator only': shifted(right, '0'),
    'the shift in the denominator only': shifted('0', right),
    'the minimum': shifted('np.min(x, axis=1, keepdims=True)'),
    'no shift at all': naive,
    'a softmax along another axis': 'torch.softmax(x, 0)',
    'a softmax of everything': 'np.exp(x - np.max(x)) / np.sum(np.exp(x - np.max(x)))',
    'keepdims of the sum dropped': `np.exp(x - ${right}) / np.sum(np.exp(x - ${right}), axis=1)`,
    'the sum of something else': `np.exp(x - ${right}) / np.sum(np.exp(2 * (x - ${right})), axis=1, keepdims=True)`,
  };
  for (const [what, after] of Object.entries(mutants)) {
    test(`is refused to ${what}`, async () => {
      assert.equal((await compared(naive, after)).ok, false);
    });
  }

  test('allows for a temperature and for a mask', async () => {
    const tempered = (m: string) => `np.exp(x / y - ${m}) / np.sum(np.exp(x / y - ${m}), axis=1, keepdims=True)`;
    assert.ok((await compared(tempered('0'), tempered('np.max(x / y, axis=1, keepdims=True)'))).ok);
    // Of a negative temperature the maximum of x is the wrong end.
    assert.equal((await compared(tempered('0'), tempered('np.max(x, axis=1, keepdims=True)'))).ok, false);
  });

  test('proves nothing of values that cannot be computed', async () => {
    const result = await compared('x.reshape(2, -1, 3) * 2', 'x.reshape(2, -1, 3) + x.reshape(2, -1, 3)');
    assert.deepEqual(result, { ok: false, why: 'unknown' });
  });

  test('proves nothing where both sides are NaN', async () => {
    const result = await compared('np.log(-np.exp(x))', 'np.log(-np.exp(x) - 1)');
    assert.deepEqual(result, { ok: false, why: 'unknown' });
  });
});
