// The logarithm of a term is that of its value, on random positive terms.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { evaluate, type Inputs } from '../../../../src/analysis/terms/evaluate/evaluate.ts';
import { logOf } from '../../../../src/analysis/terms/logOf.ts';
import { TermStore } from '../../../../src/analysis/terms/store.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { termOf } from '../support/lowered.ts';

const shape = [3, 4];
const rows = { kind: 'known', axes: [1] } as const;

/** Terms of one shape that are above 0, of two inputs. */
function positive(store: TermStore, inputs: readonly [Term, Term]): fc.Arbitrary<Term> {
  const leaf = fc.oneof(
    fc.constantFrom(...inputs).map((x) => store.map('exp', x)),
    fc.constantFrom(...inputs).map((x) => store.library('softmax', x, rows)),
    fc.constantFrom(...inputs).map((x) => store.map('sigmoid', x)),
    fc.constantFrom(0.5, 1, 2, 3).map((value) => store.constant(value)),
  );
  const { term } = fc.letrec<{ term: Term }>((tie) => ({
    term: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      leaf,
      fc
        .tuple(fc.constantFrom('add', 'multiply', 'divide'), tie('term'), tie('term'))
        .map(([name, a, b]) => store.binary(name, a, b)),
      tie('term').map((a) => store.reduce('sum', store.binary('multiply', a, store.map('exp', inputs[0])), rows, true)),
      fc
        .tuple(tie('term'), tie('term'))
        .map(([a, b]) => store.where(store.map('finite', store.map('log', inputs[1])), a, b)),
    ),
  }));
  return term;
}

function draw(inputs: readonly Term[], numbers: readonly number[]): Inputs {
  return new Map(
    inputs.map((input, index) => [
      input,
      { shape, data: Float64Array.from({ length: 12 }, (_, i) => numbers[(i + 5 * index) % numbers.length]!) },
    ]),
  );
}

suite('the logarithm of a term', () => {
  test('is that of its value', () => {
    const store = new TermStore();
    const inputs = [store.variable('parameter', 'x', ''), store.variable('parameter', 'y', '')] as const;
    const logits = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 7, maxLength: 12 });
    let compared = 0;
    fc.assert(
      fc.property(positive(store, inputs), logits, (term, numbers) => {
        const log = logOf(store, new Bounds(), term);
        assert.ok(log, 'all of it is above 0');
        const given = draw(inputs, numbers);
        const [expected, found] = [evaluate(term, given), evaluate(log, given)];
        assert.deepEqual(found.shape, expected.shape);
        expected.data.forEach((value, i) => {
          const right = Math.log(value);
          assert.ok(Math.abs(found.data[i]! - right) <= 1e-9 * Math.max(1, Math.abs(right)));
          compared++;
        });
      }),
    );
    assert.ok(compared > 100);
  });

  test('is not taken of what may be 0 or less', async () => {
    for (const text of ['x', 'x * np.exp(y)', 'np.exp(y) - 1', 'np.exp(y).mean()', 'np.exp(x) + y ** 2']) {
      const store = new TermStore();
      assert.equal(logOf(store, new Bounds(), await termOf(text, store)), undefined, text);
    }
  });

  test('leaves out what a mask leaves out', async () => {
    const store = new TermStore();
    const log = logOf(store, new Bounds(), await termOf('(np.exp(x) * (y > 2)).sum()', store));
    assert.equal(log, await termOf('np.logaddexp.reduce(np.where(y > 2, x, -np.inf), axis=None)', store));
  });
});
