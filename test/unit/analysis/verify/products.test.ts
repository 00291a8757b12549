// Products of matrices are compared by the sums that they are of.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { knownAxis } from '../../../../src/analysis/terms/axis.ts';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { contraction, innerProduct, noteBatched, weighted } from '../../../../src/analysis/terms/innerProduct.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { textTerm } from '../../../../src/analysis/terms/text.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';
import { withoutProducts } from '../../../../src/analysis/verify/products.ts';

const store = new TermStore();
const x = store.variable('parameter', 'x', '');
const y = store.variable('parameter', 'y', '');

/** Whether an average of y by exp(x) stays what it is when x is shifted by its maximum along an axis. */
function agrees(average: (e: Term) => Term, axis: number): string {
  const shifted = store.binary('subtract', x, store.reduce('max', x, knownAxis(axis), true));
  const [from, to] = [average(store.map('exp', x)), average(store.map('exp', shifted))];
  const pair = withoutProducts(store, { from, to });
  const result = agreement(pair.from, pair.to, new Bounds(), 1e-10, { unit: pair.unit });
  return result.ok ? 'agrees' : result.why;
}

const over = (product: Term, e: Term, axis: number) =>
  store.binary('divide', product, store.reduce('sum', e, knownAxis(axis), true));
const byLetters = (letters: string) => (e: Term) => contraction(store, [textTerm(store, letters), e, y]);

suite('averages by products of matrices', () => {
  test('stay what they are where the sum is over the axis of the product', () => {
    assert.equal(
      agrees((e) => over(innerProduct(store, e, y), e, -1), -1),
      'agrees',
    );
    assert.equal(
      agrees((e) => over(innerProduct(store, y, e), e, -2), -2),
      'agrees',
    );
    assert.equal(
      agrees((e) => over(byLetters('bij,bjd->bid')(e), e, -1), -1),
      'agrees',
    );
  });

  test('are of two dimensions where the sum counts its axis from the front, but for batches', () => {
    assert.equal(
      agrees((e) => over(innerProduct(store, e, y), e, 1), 1),
      'agrees',
    );
    const batched = (e: Term) => {
      const product = innerProduct(store, e, store.map('neg', y));
      noteBatched(product);
      return over(product, e, 1);
    };
    assert.equal(agrees(batched, 1), 'differs');
  });

  test('do not where it is over another axis', () => {
    assert.equal(
      agrees((e) => over(innerProduct(store, e, y), e, -2), -2),
      'differs',
    );
    assert.equal(
      agrees((e) => over(byLetters('bij,bid->bjd')(e), e, -1), -1),
      'differs',
    );
  });

  test('are not told of one column where all of them are looked at together', () => {
    const softmax = (e: Term) => store.library('softmax', innerProduct(store, e, y), knownAxis(-1));
    const [from, to] = [softmax(store.map('exp', x)), softmax(x)];
    assert.deepEqual(withoutProducts(store, { from, to }), { from, to, unit: undefined });
  });

  test('are no sums with weights where both sides of a product change, or several axes are added up', () => {
    const e = store.map('exp', x);
    const pair = withoutProducts(store, {
      from: over(innerProduct(store, e, e), e, -1),
      to: over(innerProduct(store, x, x), x, -1),
    });
    assert.equal(pair.from, over(innerProduct(store, e, e), e, -1));
    assert.equal(weighted(byLetters('bij,jd->bd')(e), e), undefined);
    assert.equal(weighted(byLetters('ii,id->d')(e), e), undefined);
    assert.deepEqual(weighted(byLetters('i j, j d -> i d')(e), e), { axis: -1, rank: 2, by: y });
  });
});
