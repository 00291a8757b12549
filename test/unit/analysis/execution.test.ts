// Fixtures before and after their rewrites, run by Python itself.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Finding } from '../../../src/analysis/index.ts';
import { findingsIn } from './support/analyzer.ts';
import { fixturesIn, forms, pythonFolders } from './support/fixtures.ts';
import { inputsFor } from './support/inputs.ts';
import { execute, pythonWith, type PythonResult } from './support/python.ts';

const fixtures = pythonFolders.flatMap(fixturesIn).filter(({ input }) => input !== undefined);

function isFinite({ error, values }: PythonResult): boolean {
  return error === undefined && (values ?? []).every(Number.isFinite);
}

function assertClose(actual: PythonResult, expected: PythonResult, name: string): void {
  assert.deepEqual(actual.shape, expected.shape, `${name}: shape`);
  for (const [index, value] of expected.values!.entries()) {
    const difference = Math.abs(actual.values![index]! - value);
    assert.ok(difference <= 1e-8 * Math.abs(value), `${name}: ${actual.values![index]} is not ${value}`);
  }
}

/** Relative to the largest, since a gradient is a difference of numbers of that size. */
function assertSameGradient(actual: PythonResult, expected: PythonResult, name: string): void {
  if (!expected.gradient) return;
  assert.ok(actual.gradient, `${name} has a gradient`);
  const scale = Math.max(...expected.gradient.map(Math.abs));
  for (const [index, value] of expected.gradient.entries()) {
    const difference = Math.abs(actual.gradient[index]! - value);
    assert.ok(difference <= 1e-8 * scale, `${name}: gradient ${actual.gradient[index]} is not ${value}`);
  }
}

/**
 * Where the code gave no NaN: the same numbers, infinite ones too, and gradients if it had any. One of the probabilities of
 * a softmax that is NaN as a whole, since a logit is inf, need not be what it was.
 */
function assertSameEdge(edge: string, actual: PythonResult, expected: PythonResult, name: string): void {
  if (!expected.values || expected.values.some(Number.isNaN)) return;
  if (edge === 'infinite' && expected.values.every(Number.isFinite)) return;
  assert.equal(actual.error, undefined, name);
  for (const [index, value] of expected.values.entries()) {
    const now = actual.values![index]!;
    assert.ok(
      now === value || Math.abs(now - value) <= 1e-8 * Math.max(1, Math.abs(value)),
      `${name}: ${now}, not ${value}`,
    );
  }
  if (expected.gradient?.every(Number.isFinite)) assertSameGradient(actual, expected, name);
}

/** The text of each function, to tell which of them a rewrite changed. */
function bodies(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^(?=def |class |\w+ = lambda)/m);
  const named = parts.map((part): [string, string] => {
    const [, name = '', of = ''] = /^(?:def|class)? ?(\w+)( = lambda)?/.exec(part) ?? [];
    return [part.startsWith('class') ? `${name}.forward` : `${name}${of && ''}`, part];
  });
  return new Map(named);
}

/** The functions with a finding of which something holds. */
async function functionsWith(text: string, isWanted: (finding: Finding) => boolean): Promise<ReadonlySet<string>> {
  const places = (await findingsIn(text)).filter(isWanted).map(({ span }) => span.start);
  const within = (part: string, place: number) =>
    place - text.indexOf(part) >= 0 && place < text.indexOf(part) + part.length;
  return new Set([...bodies(text)].flatMap(([f, part]) => (places.some((place) => within(part, place)) ? [f] : [])));
}

suite('fixtures run by Python', () => {
  for (const { name, text, twins, input } of fixtures) {
    for (const form of forms) {
      const twin = twins[form];
      if (twin === undefined) continue;
      test(`${name}: the ${form} rewrites change no value and no gradient, and are finite where the code was not`, async (t) => {
        const kind = input!;
        const needed = [kind === 'tensor' ? 'torch' : 'numpy', ...(/scipy/.test(twin) ? ['scipy'] : [])].join(', ');
        const python = pythonWith(needed);
        if (!python) {
          t.skip(`no Python with ${needed} on this machine`);
          return;
        }
        const texts = { before: text, after: twin };
        const inputs = inputsFor(kind);
        const benign = execute(python, { texts, inputs: { benign: inputs.benign }, kind, dtype: 'float64' });
        const extreme = execute(python, { texts, inputs: { extreme: inputs.extreme }, kind, dtype: 'float32' });
        const { masked, empty, infinite } = inputs;
        const edges = execute(python, { texts, inputs: { masked, empty, infinite }, kind, dtype: 'float64' });
        const [old, now] = [bodies(text), bodies(twin)];
        const ofForm = ({ rewrites }: Finding) => rewrites.filter((rewrite) => rewrite.form === form);
        const unsafe = await functionsWith(text, (finding) => ofForm(finding).some(({ safe }) => !safe));
        // What fails beside it, and has no rewrite of this form, fails still.
        const left = await functionsWith(text, (finding) => ofForm(finding).every(({ edits }) => edits.length === 0));
        for (const [f, { results }] of Object.entries(benign['before']!)) {
          assert.equal(results['benign']!.error, undefined, `${f} runs`);
          assertClose(benign['after']![f]!.results['benign']!, results['benign']!, f);
          assertSameGradient(benign['after']![f]!.results['benign']!, results['benign']!, f);
          if (old.get(f) === now.get(f)) continue;
          assert.ok(!isFinite(extreme['before']![f]!.results['extreme']!), `${f} fails before the rewrite`);
          if (!left.has(f)) assert.ok(isFinite(extreme['after']![f]!.results['extreme']!), `${f} is finite after it`);
          if (unsafe.has(f)) continue;
          for (const edge of Object.keys(edges['before']![f]!.results)) {
            const [is, was] = ['after', 'before'].map((side) => edges[side]![f]!.results[edge]!);
            assertSameEdge(edge, is!, was!, `${f} of ${edge} logits`);
          }
        }
      });
    }
  }
});
