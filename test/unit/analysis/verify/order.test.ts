// A shift by one number keeps the order of exponentials, and nothing else of them.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { knownAxis } from '../../../../src/analysis/terms/axis.ts';
import { comparison } from '../../../../src/analysis/terms/comparison.ts';
import { pickOne, positionOf } from '../../../../src/analysis/terms/gathers.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { withoutCofactor } from '../../../../src/analysis/verify/cofactor.ts';
import { keptOrder } from '../../../../src/analysis/verify/order.ts';

const store = new TermStore();
const x = store.variable('parameter', 'x', '');
const y = store.variable('parameter', 'y', '');
const exp = (of: Term) => store.map('exp', of);
const shiftedBy = (maximum: Term) => new Map([[exp(x), exp(store.binary('subtract', x, maximum))]]);
const byMaximum = shiftedBy(store.reduce('max', x, knownAxis(0), false));
const at = (array: Term, place: number) => store.gather(array, pickOne, [store.constant(place)]);

suite('the order of exponentials', () => {
  const largest = (axis: number) => store.reduce('max', exp(x), knownAxis(axis), false);

  test('is kept where one of them is compared with the largest', () => {
    const asked = comparison(store, '>=', at(exp(x), 0), largest(0));
    const [now] = byMaximum.values();
    assert.deepEqual(keptOrder(store, [asked], byMaximum), [
      { from: asked, to: comparison(store, '>=', at(now!, 0), store.reduce('max', now!, knownAxis(0), false)) },
    ]);
  });

  test('is not kept of two small ones, which can both become 0', () => {
    const asked = comparison(store, '>', at(exp(x), 1), at(exp(x), 2));
    const least = positionOf(store, store.reduce('min', exp(x), knownAxis(0), false));
    assert.deepEqual(keptOrder(store, [asked, least], byMaximum), []);
  });

  test('is kept where the place of the largest is asked for', () => {
    const asked = positionOf(store, store.reduce('max', exp(x), knownAxis(0), false));
    assert.equal(keptOrder(store, [asked], byMaximum).length, 1);
  });

  for (const [what, asked] of [
    ['another value', comparison(store, '>', at(exp(x), 0), at(y, 0))],
    ['a number', comparison(store, '>', at(exp(x), 0), store.constant(1))],
    ['others', comparison(store, '>', at(exp(x), 0), at(exp(y), 0))],
    ['what is computed of them', comparison(store, '>', store.map('square', at(exp(x), 0)), at(exp(x), 1))],
  ] as const) {
    test(`says nothing of a comparison with ${what}`, () => {
      assert.deepEqual(keptOrder(store, [asked], byMaximum), []);
    });
  }

  test('is not kept along another axis than that of the maxima, which are several numbers', () => {
    const asked = positionOf(store, largest(1));
    assert.deepEqual(keptOrder(store, [asked], byMaximum), []);
    assert.equal(keptOrder(store, [asked], shiftedBy(store.reduce('max', x, knownAxis(1), true))).length, 1);
    assert.equal(keptOrder(store, [asked], shiftedBy(store.reduce('max', x, { kind: 'all' }, false))).length, 1);
  });
});

suite('the form of exponentials', () => {
  const form = (...operands: readonly Term[]) => store.opaque('length', operands, { says: 'form' });
  const quotient = store.binary('divide', exp(x), store.reduce('sum', exp(x), knownAxis(0), true));

  test('is kept, and that of what is computed of them one by one', () => {
    const [now] = byMaximum.values();
    const asked = [form(exp(x)), form(quotient)];
    assert.deepEqual(
      keptOrder(store, asked, byMaximum).map(({ to }) => to),
      [form(now!), form(store.binary('divide', now!, store.reduce('sum', now!, knownAxis(0), true)))],
    );
  });

  test('is not kept where how many there are depends on their values', () => {
    const few = store.gather(y, pickOne, [exp(x)]);
    const asked = [form(few), form(store.binary('add', exp(x), few)), form(exp(x), exp(x))];
    assert.deepEqual(keptOrder(store, asked, byMaximum), []);
  });

  test('says nothing of another function of them', () => {
    assert.deepEqual(keptOrder(store, [store.opaque('another', [exp(x)])], byMaximum), []);
  });
});

suite('a factor of two numerators', () => {
  const quotient = (factor: Term, of: Term) =>
    store.binary(
      'divide',
      store.binary('multiply', factor, exp(of)),
      store.reduce('sum', exp(of), knownAxis(0), false),
    );

  test('is left away where both have it', () => {
    const core = withoutCofactor(store, { from: quotient(y, x), to: quotient(y, at(x, 0)) });
    assert.equal(core?.from, store.binary('divide', exp(x), store.reduce('sum', exp(x), knownAxis(0), false)));
  });

  test('stays where they have another one', () => {
    assert.equal(withoutCofactor(store, { from: quotient(y, x), to: quotient(x, at(x, 0)) }), undefined);
  });
});
