import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import { withoutShape } from '../../../../src/analysis/verify/reshaped.ts';
import { notation } from '../support/notation.ts';
import { termOf } from '../support/lowered.ts';

async function without(from: string, to: string): Promise<string | undefined> {
  const store = new TermStore();
  const found = withoutShape(store, { from: await termOf(from, store), to: await termOf(to, store) });
  return found && `${notation(found.from)} and ${notation(found.to)}`;
}

suite('withoutShape', () => {
  const table = [
    ['np.log(x.reshape(2, -1))', 'y.reshape(2, -1)', 'log(x) and y'],
    ['np.log(x.reshape(2, -1)) / 3', 'y.reshape(2, -1)', 'divide(log(x), 3) and y'],
    ['np.log(x[::-1])', '(y * 2)[::-1]', 'log(x) and multiply(y, 2)'],
  ] as const;
  for (const [from, to, expected] of table) {
    test(`${from} and ${to} are the same if ${expected} are`, async () => {
      assert.equal(await without(from, to), expected);
    });
  }

  test('what is computed of each element is computed after it was moved', async () => {
    const store = new TermStore();
    const flipped = await termOf('np.exp(np.flip(x, 0)).sum(axis=0)', store);
    const from = await termOf('np.flip(np.exp(x), 0).sum(axis=0)', store);
    assert.equal(withoutShape(store, { from, to: flipped })?.from, flipped);
  });

  test('two shapes that differ stay', async () => {
    assert.equal(await without('x.reshape(2, -1)', 'y.reshape(3, -1)'), undefined);
    assert.equal(await without('x[::-1]', 'y[::2]'), undefined);
  });
});
