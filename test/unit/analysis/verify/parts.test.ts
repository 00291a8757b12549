import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';
import { ofParts } from '../../../../src/analysis/verify/parts.ts';
import { notation } from '../support/notation.ts';
import { termOf } from '../support/lowered.ts';

async function parts(old: string, now: string) {
  const store = new TermStore();
  return ofParts(store, new Bounds(), await termOf(old, store), await termOf(now, store));
}

const beside = 'torch.log(torch.exp(x @ y) + torch.exp(z.reshape(2, 3)).sum(1))';

suite('ofParts', () => {
  test('what both are computed from becomes an unknown each', async () => {
    const found = await parts(beside, 'torch.logaddexp(x @ y, torch.logsumexp(z.reshape(2, 3), 1))');
    assert.ok(found);
    assert.match(notation(found.old), /^log\(add\(exp\(value 0\), sum\[1\]\(exp\(value 1\)\)\)\)$/);
    assert.equal(agreement(found.old, found.now, found.bounds, 1e-9).ok, true);
  });

  test('two functions that differ do so as functions of the unknowns', async () => {
    const found = await parts(beside, 'torch.logaddexp(x @ y, torch.logsumexp(2 * z.reshape(2, 3), 1))');
    assert.ok(found);
    assert.equal(agreement(found.old, found.now, found.bounds, 1e-9).ok, false);
  });

  test('one value alone, and what only one of them is computed from, are none', async () => {
    assert.equal(await parts('torch.exp(x @ y).sum(1)', 'torch.exp(x @ y).mean(1)'), undefined);
    assert.equal(await parts('torch.exp(x @ y) + z', 'torch.exp(x @ y) + x'), undefined);
  });
});
