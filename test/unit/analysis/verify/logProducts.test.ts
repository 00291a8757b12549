// Logarithms of products of matrices are compared by the sums that their elements are.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { knownAxis } from '../../../../src/analysis/terms/axis.ts';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { innerProduct } from '../../../../src/analysis/terms/innerProduct.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';
import { withoutLogProducts } from '../../../../src/analysis/verify/logProducts.ts';

const store = new TermStore();
const [x, y, w] = ['x', 'y', 'w'].map((name) => store.variable('parameter', name, '')) as [Term, Term, Term];
const exp = (term: Term) => store.map('exp', term);
const less = (a: Term, b: Term) => store.binary('subtract', a, b);
const logOfProduct = (a: Term, b: Term) => store.map('log', innerProduct(store, a, b));
const column = (term: Term, at = -1) => store.reshape({ to: 'insert', at }, term);

function verdict(from: Term, to: Term): string {
  const pair = withoutLogProducts(store, { from, to });
  if (!pair) return 'not compared';
  const result = agreement(pair.from, pair.to, new Bounds(), 1e-9);
  return result.ok ? 'agrees' : result.why;
}

const pairs = (lines: Term, matrix: Term, axis = -2, keepdims = false) =>
  store.reduce('logsumexp', store.binary('add', lines, matrix), knownAxis(axis), keepdims);

suite('logarithms of products of exponentials', () => {
  const both = logOfProduct(exp(x), exp(y));

  test('are log-sum-exps of all pairs', () => {
    assert.equal(verdict(both, pairs(column(x), y)), 'agrees');
    const rows = store.library('softmax', y, knownAxis(1));
    const logs = store.library('log-softmax', y, knownAxis(1));
    assert.equal(verdict(logOfProduct(exp(x), rows), pairs(column(x), logs)), 'agrees');
  });

  test('are not along another axis, of other values, or of another shape', () => {
    assert.equal(verdict(both, pairs(column(w), y)), 'differs');
    assert.equal(verdict(both, pairs(column(store.map('neg', x)), y)), 'differs');
    for (const other of [
      pairs(column(x), y, -1),
      pairs(column(x), y, -2, true),
      pairs(column(x, 0), y),
      pairs(x, y),
      pairs(column(x), w),
      pairs(column(y), x),
      store.reduce('sum', store.binary('add', column(x), y), knownAxis(-2), false),
    ])
      assert.equal(verdict(both, other), 'not compared');
    const logs = store.library('log-softmax', y, knownAxis(0));
    const rows = store.library('softmax', y, knownAxis(1));
    assert.equal(verdict(logOfProduct(exp(x), rows), pairs(column(x), logs)), 'not compared');
  });
});

suite('logarithms of products of exponentials by weights', () => {
  const old = logOfProduct(w, exp(x));
  const around = (shift: Term, by = w, added = shift) =>
    store.binary('add', added, logOfProduct(by, exp(less(x, shift))));
  const maximum = (axis: number, keepdims = false) => store.reduce('max', x, knownAxis(axis), keepdims);

  test('have the maximum of each column taken out', () => {
    assert.equal(verdict(old, around(maximum(0))), 'agrees');
  });

  test('can fail with another, and differ in shape with that of rows', () => {
    assert.equal(verdict(old, around(store.reduce('max', x, { kind: 'all' }, false))), 'fails');
    assert.equal(verdict(old, around(store.reduce('min', x, knownAxis(0), false))), 'fails');
    assert.equal(verdict(old, around(store.reduce('mean', x, knownAxis(0), false))), 'fails');
    assert.notEqual(verdict(old, around(maximum(-1))), 'agrees');
    assert.equal(verdict(old, around(maximum(0, true))), 'differs');
    assert.equal(verdict(old, around(maximum(0), w, store.constant(0))), 'differs');
    assert.equal(verdict(old, around(maximum(0), y)), 'not compared');
  });
});
