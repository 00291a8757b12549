// The lowering has a test of its own, since both sides of the check of a rewrite go through it: what the evaluator gives
// for the terms of a fixture is what Python computes for its text.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { NdArray } from '../../../src/analysis/terms/evaluate/array.ts';
import { evaluate } from '../../../src/analysis/terms/evaluate/evaluate.ts';
import { Unsupported } from '../../../src/analysis/terms/evaluate/unsupported.ts';
import { inputsOf } from '../../../src/analysis/terms/evaluate/inputs.ts';
import { liftAll } from '../../../src/analysis/terms/lift.ts';
import type { Term } from '../../../src/analysis/terms/term.ts';
import { fixturesIn } from './support/fixtures.ts';
import { inputsFor } from './support/inputs.ts';
import { lowered, returnedBy } from './support/lowered.ts';
import { execute, pythonWith } from './support/python.ts';

function arrayOf(values: unknown): NdArray {
  if (!Array.isArray(values)) return { shape: [], data: Float64Array.of(Number(values)) };
  const rows = values.map(arrayOf);
  return { shape: [rows.length, ...rows[0]!.shape], data: Float64Array.from(rows.flatMap(({ data }) => [...data])) };
}

/** Values for a term's parameters; undefined if it has inputs that are none. */
function inputsWith(term: Term, x: NdArray, defaults: Readonly<Record<string, number>>) {
  const { values, axes } = inputsOf([term]);
  const inputs = new Map<Term, NdArray>();
  // Another parameter with a default that is no number has that in Python.
  const given = values.filter((input) => input.kind === 'variable' && defaults[input.name] === undefined);
  if (given.length > 1) return undefined;
  for (const input of [...values, ...axes]) {
    if (input.kind !== 'variable' || input.role !== 'parameter') return undefined;
    const value = defaults[input.name];
    inputs.set(input, value === undefined ? x : arrayOf(value));
  }
  return inputs;
}

/** Undefined where a term has no value: what branches decide is not followed. */
function valueOf(term: Term, inputs: ReturnType<typeof inputsWith>): NdArray | undefined {
  try {
    return inputs && evaluate(term, inputs);
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

suite('lowering', () => {
  for (const { name, text, input } of fixturesIn('python/naive-softmax').filter(
    (fixture) => fixture.input !== undefined,
  )) {
    test(`${name}: the terms have the values that Python computes`, async (t) => {
      const needed = input === 'tensor' ? 'torch' : 'numpy, scipy';
      const python = pythonWith(needed);
      if (!python) {
        t.skip(`no Python with ${needed} on this machine`);
        return;
      }
      const { benign } = inputsFor(input!);
      const request = { texts: { it: text }, inputs: { benign }, kind: input!, dtype: 'float64' } as const;
      const { document, store } = await lowered(text);
      let compared = 0;
      for (const [f, { results, defaults }] of Object.entries(execute(python, request)['it']!)) {
        const term = returnedBy(document, f);
        const whole = term && liftAll(store, term);
        const value = whole && valueOf(whole, inputsWith(whole, arrayOf(benign), defaults));
        if (!value) continue;
        assert.deepEqual(value.shape, results['benign']!.shape, `${f}: shape`);
        for (const [index, expected] of results['benign']!.values!.entries()) {
          assert.ok(Math.abs(value.data[index]! - expected) <= 1e-9 * Math.abs(expected), `${f} at ${index}`);
        }
        compared++;
      }
      document.dispose();
      assert.ok(compared > 0, 'something was compared');
      t.diagnostic(`${compared} functions compared`);
    });
  }
});
