// Inputs that are only used times or plus a number are compared by what they are then.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { unscaled } from '../../../../src/analysis/verify/unscaled.ts';
import { findingsIn } from '../support/analyzer.ts';
import { notation } from '../support/notation.ts';

const store = new TermStore();
const x = store.variable('parameter', 'x', '');
const times = (term: Term, by: number) => store.binary('multiply', term, store.constant(by));
const exp = (term: Term) => store.map('exp', term);
const log = (term: Term) => store.map('log', term);

function functionsOf(old: Term, now: Term): readonly string[] | undefined {
  const found = unscaled(store, new Bounds(), old, now);
  return found && [found.old, found.now].map(notation);
}

suite('a scaled input', () => {
  test('is an unknown of its own, shifted as well as scaled', () => {
    const scaled = store.binary('subtract', times(x, 1000), store.constant(3));
    assert.deepEqual(functionsOf(log(exp(scaled)), scaled), ['log(exp(value 0))', 'value 0']);
  });

  test('keeps its bounds', () => {
    const draw = store.opaque('draw', [], { range: { low: 0, high: 1 } });
    const found = unscaled(store, new Bounds(), exp(times(draw, 500)), times(draw, 500));
    assert.deepEqual(found && found.bounds.of(found.now), { low: 0, high: 500 });
  });

  test('is none where it is used in another way too', () => {
    assert.equal(functionsOf(exp(times(x, 1000)), x), undefined);
    assert.equal(functionsOf(exp(times(x, 1000)), times(x, 10)), undefined);
    assert.equal(functionsOf(exp(times(x, 0)), exp(times(x, 0))), undefined);
    const inverse = store.binary('divide', store.constant(1), x);
    assert.equal(functionsOf(exp(inverse), inverse), undefined);
  });

  test('makes draws of a thousand standard deviations comparable', async () => {
    const code = `import numpy as np
x = np.random.randn(4, 5) * 1000
y = np.array([0, 1, 2, 3])
e = np.exp(x - x.max(axis=1, keepdims=True))
p = e / e.sum(axis=1, keepdims=True)
loss = -np.log(p[np.arange(4), y]).mean()
`;
    const [finding, ...others] = await findingsIn(code);
    assert.deepEqual(others, []);
    const inline = finding?.rewrites.find(({ form }) => form === 'inline');
    assert.equal(inline?.safe, true);
    assert.ok((inline.verified?.cases ?? 0) > 0);
  });
});
