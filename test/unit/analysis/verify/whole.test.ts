// What two terms have in common stands for any value: a proof for all of them is one for this, and nothing less is.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import { subterms } from '../../../../src/analysis/terms/walk.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';
import { ofWhole } from '../../../../src/analysis/verify/whole.ts';
import { lowered, returnedBy } from '../support/lowered.ts';

/** What an expression is of z, which is one of two values. */
async function ofBranches(expression: string, store: TermStore) {
  const branches = '    if c:\n        z = x @ w\n    else:\n        z = w * 2 - y\n';
  const text = `import numpy as np\ndef f(x, y, w, c):\n${branches}    return ${expression}\n`;
  const { document } = await lowered(text, store);
  const term = returnedBy(document, 'f')!;
  assert.ok([...subterms(term)].some(({ kind }) => kind === 'join'));
  return term;
}

async function wholes(before: string, after: string) {
  const store = new TermStore();
  return ofWhole(store, new Bounds(), await ofBranches(before, store), await ofBranches(after, store));
}

async function verdict(before: string, after: string) {
  const whole = await wholes(before, after);
  assert.ok(whole);
  const result = agreement(whole.old, whole.now, whole.bounds, 1e-10);
  return result.ok ? 'same' : result.why;
}

const naive = (x: string) => `np.exp(${x}) / np.sum(np.exp(${x}), axis=1, keepdims=True)`;
const shifted = (x: string, m = `np.max(${x}, axis=1, keepdims=True)`) => naive(`(${x} - ${m})`);

suite('what two terms have in common', () => {
  test('is one unknown, in which no branches are told apart', async () => {
    const whole = await wholes(naive('z'), shifted('z'));
    assert.ok(whole);
    for (const term of [whole.old, whole.now]) {
      const parts = [...subterms(term)];
      assert.ok(parts.every(({ kind }) => kind !== 'join'));
      assert.equal(parts.filter(({ kind }) => kind === 'variable').length, 1);
    }
    assert.equal(agreement(whole.old, whole.now, whole.bounds, 1e-10).ok, true);
  });

  for (const [what, after, why] of [
    ['a maximum of everything', shifted('z', `np.max(z)`), 'fails'],
    ['a maximum along another axis', shifted('z', `np.max(z, axis=0, keepdims=True)`), 'differs'],
    ['no shift', naive(`(z - 0)`), 'fails'],
    ['what is undefined where some of it is masked', `${shifted('z')} + 0 * z`, 'differs'],
  ] as const) {
    test(`does not let ${what} pass`, async () => {
      assert.equal(await verdict(naive('z'), after), why);
    });
  }

  test('keeps the bounds of what it stands for', async () => {
    const whole = await wholes(naive('np.tanh(z)'), shifted('np.tanh(z)'));
    const [unknown] = [...subterms(whole!.old)].filter(({ kind }) => kind === 'variable');
    assert.deepEqual({ ...whole!.bounds.of(unknown!) }, { low: -1, high: 1 });
  });

  test('is not separated from what is computed beside it, since shapes would be lost', async () => {
    assert.equal(await wholes(`y * ${naive('z')}`, `y * ${shifted('z')}`), undefined);
  });

  test('does not hide branches outside of it', async () => {
    const branches = (x: string) => ['if c:', `    z = ${x}`, 'else:', '    z = 0 * x'];
    const text = (x: string) =>
      ['def f(x, c):', ...branches(x).map((line) => `    ${line}`), '    return z'].join('\n');
    const store = new TermStore();
    const [old, now] = await Promise.all(
      [naive('x'), shifted('x')].map(async (x) => {
        const { document } = await lowered(`import numpy as np\n${text(x)}\n`, store);
        return returnedBy(document, 'f')!;
      }),
    );
    assert.equal(ofWhole(store, new Bounds(), old!, now!), undefined);
  });
});
