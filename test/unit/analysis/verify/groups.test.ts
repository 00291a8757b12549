// Softmaxes of groups are compared by the groups that are drawn for their elements.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { knownAxis } from '../../../../src/analysis/terms/axis.ts';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { pickOne, takeAlong } from '../../../../src/analysis/terms/gathers.ts';
import { groupedOf, type Grouped } from '../../../../src/analysis/terms/groups.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { agreement } from '../../../../src/analysis/verify/agreement.ts';

const store = new TermStore();
const x = store.variable('parameter', 'x', '');
const index = store.variable('parameter', 'index', '');
const other = store.variable('parameter', 'other', '');
const [first, second] = [store.constant(0), store.constant(1)];
const zeros = store.opaque('full 0', []);

const ofEach = (groups: Term, by = index) => store.gather(groups, pickOne, [by]);
const sums = (of: Term) => groupedOf(store, { name: 'sum', of, index, axis: first });
const most = (changes: Partial<Grouped> = {}) =>
  groupedOf(store, { name: 'max', of: x, index, axis: first, ...changes });

function softmax(shift?: Term): Term {
  const e = store.map('exp', shift ? store.binary('subtract', x, shift) : x);
  return store.binary('divide', e, ofEach(sums(e)));
}

/** Whether a softmax of groups stays what it is when something is subtracted from its exponents. */
function agrees(shift: Term): string {
  const result = agreement(softmax(), softmax(shift), new Bounds(), 1e-10);
  return result.ok ? 'agrees' : result.why;
}

suite('softmaxes of groups', () => {
  test('stay what they are when the largest of each group is subtracted', () => {
    assert.equal(agrees(ofEach(most())), 'agrees');
    assert.equal(agrees(ofEach(most({ base: zeros }))), 'agrees');
    assert.equal(agrees(store.gather(most(), takeAlong, [index, first])), 'agrees');
  });

  test('do not with the largest of other groups, or along another axis', () => {
    assert.equal(agrees(ofEach(most(), other)), 'differs');
    assert.equal(agrees(ofEach(most({ index: other }), other)), 'differs');
    assert.equal(agrees(store.gather(most({ axis: second }), takeAlong, [index, second])), 'differs');
    assert.equal(agrees(store.gather(most(), takeAlong, [index, second])), 'differs');
    assert.equal(agrees(most()), 'differs');
  });

  test('can fail with the largest of all, with the mean or the least of a group, and where a group counts 0', () => {
    assert.equal(agrees(store.reduce('max', x, { kind: 'all' }, false)), 'fails');
    assert.equal(agrees(store.reduce('max', x, knownAxis(0), true)), 'fails');
    assert.equal(agrees(ofEach(most({ name: 'mean' }))), 'fails');
    assert.equal(agrees(ofEach(most({ name: 'min' }))), 'fails');
    assert.equal(agrees(ofEach(most({ base: zeros, countsBase: true }))), 'fails');
  });

  test('are not told where groups are put into something that is not known', () => {
    assert.equal(agrees(ofEach(most({ base: other, countsBase: true }))), 'unknown');
  });
});
