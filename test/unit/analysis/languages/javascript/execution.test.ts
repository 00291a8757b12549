// The fixtures in JavaScript and TypeScript, run by Node: what the terms say is what it computes, and no rewrite changes it.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { NdArray } from '../../../../../src/analysis/terms/evaluate/array.ts';
import { evaluate } from '../../../../../src/analysis/terms/evaluate/evaluate.ts';
import { inputsOf as termInputs } from '../../../../../src/analysis/terms/evaluate/inputs.ts';
import { Unsupported } from '../../../../../src/analysis/terms/evaluate/unsupported.ts';
import { liftAll } from '../../../../../src/analysis/terms/lift.ts';
import type { Term } from '../../../../../src/analysis/terms/term.ts';
import { fixturesIn, forms, scriptFolders } from '../../support/fixtures.ts';
import { lowered, returnedBy } from '../../support/lowered.ts';
import { functionsIn, inputsOf, runScript } from '../../support/node.ts';

const benign = [0.5, -1.25, 2, 0.75, -0.3, 1.1];
const extreme = benign.map((x) => x * 1000);
/** What becomes of the rows of one array is not followed out of the loop over them. */
const rowsOnly = new Set(['javascript/naive-softmax/rows', 'javascript/naive-softmax/flat']);
const fixtures = scriptFolders.flatMap(fixturesIn).filter(({ input }) => input !== undefined);

/** Values for the parameters of a fixture's function: x, and numbers by their defaults. */
function valuesFor(text: string, term: Term, x: NdArray): ReadonlyMap<Term, NdArray> | undefined {
  const inputs = new Map<Term, NdArray>();
  const { values, axes } = termInputs([term]);
  for (const input of [...values, ...axes]) {
    if (input.kind !== 'variable' || input.role !== 'parameter') return undefined;
    const given = new RegExp(`[(,] *${input.name} = ([\\d.]+)`).exec(text)?.[1];
    inputs.set(input, given === undefined ? x : { shape: [], data: Float64Array.of(Number(given)) });
  }
  return inputs;
}

/** Undefined where a term has no value: what branches decide is not followed. */
function valueOf(term: Term, inputs: ReadonlyMap<Term, NdArray> | undefined): NdArray | undefined {
  try {
    return inputs && evaluate(term, inputs);
  } catch (error) {
    if (error instanceof Unsupported) return undefined;
    throw error;
  }
}

suite('lowering of scripts', () => {
  for (const { name, text, language, input } of fixtures) {
    test(`${name}: the terms have the values that Node computes`, async (t) => {
      const inputs = inputsOf(input!, benign);
      const results = runScript(text, language, inputs);
      const { document, store } = await lowered(text, undefined, language);
      const tolerance = input === 'singles' ? 1e-6 : 1e-9;
      let compared = 0;
      for (const [f, given] of results) {
        const term = returnedBy(document, f);
        const whole = term && liftAll(store, term);
        for (const [index, each] of inputs.entries()) {
          const values = typeof each === 'number' ? [each] : [...each];
          const x = { shape: typeof each === 'number' ? [] : [values.length], data: Float64Array.from(values) };
          const value = whole && valueOf(whole, valuesFor(text, whole, x));
          if (!value) continue;
          const expected = given[index]!;
          assert.deepEqual(value.shape, expected.shape, `${f}: shape`);
          for (const [at, number] of expected.values.entries()) {
            const difference = Math.abs(value.data[at]! - number);
            assert.ok(difference <= tolerance * Math.abs(number), `${f} at ${at}: ${value.data[at]!} is not ${number}`);
          }
          compared++;
        }
      }
      document.dispose();
      assert.ok(compared > 0 || rowsOnly.has(name), 'something was compared');
      t.diagnostic(`${compared} values of ${functionsIn(text).length} functions compared`);
    });
  }
});

/** The text of each function, to tell which of them a rewrite changed. */
function bodies(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^(?=(?:export )?(?:function|const|class) )/m);
  return new Map(parts.map((part) => [functionsIn(part)[0] ?? '', part]));
}

suite('scripts run by Node', () => {
  for (const { name, text, language, twins, input } of fixtures) {
    for (const form of forms) {
      const twin = twins[form];
      if (twin === undefined) continue;
      test(`${name}: the ${form} rewrites change no value, and are finite where the code was not`, () => {
        const [old, now] = [bodies(text), bodies(twin)];
        const run = (code: string, values: readonly number[]) => runScript(code, language, inputsOf(input!, values));
        const [before, after] = [run(text, benign), run(twin, benign)];
        const [failing, fixed] = [run(text, extreme), run(twin, extreme)];
        const tolerance = input === 'singles' ? 1e-6 : 1e-9;
        for (const [f, results] of before) {
          for (const [index, { shape, values }] of results.entries()) {
            const again = after.get(f)![index]!;
            assert.deepEqual(again.shape, shape, `${f}: shape`);
            for (const [at, value] of values.entries()) {
              const difference = Math.abs(again.values[at]! - value);
              assert.ok(difference <= tolerance * Math.abs(value), `${f}: ${again.values[at]} is not ${value}`);
            }
          }
          if (old.get(f) === now.get(f)) continue;
          const isFinite = (all: typeof results) => all.every(({ values }) => values.every(Number.isFinite));
          assert.ok(isFinite(fixed.get(f)!), `${f} is finite after the rewrite`);
          assert.ok(!isFinite(failing.get(f)!), `${f} fails before it`);
        }
      });
    }
  }
});
