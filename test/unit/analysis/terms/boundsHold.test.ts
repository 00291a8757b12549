// Bounds beside values: what any expression gives for any inputs lies within the bounds of its term, and so does all that
// it is computed from.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { Bounds } from '../../../../src/analysis/terms/bounds/bounds.ts';
import { evaluateAll } from '../../../../src/analysis/terms/evaluate/evaluate.ts';
import { inputsOf } from '../../../../src/analysis/terms/evaluate/inputs.ts';
import { Unsupported } from '../../../../src/analysis/terms/evaluate/unsupported.ts';
import { ShapeError, type NdArray } from '../../../../src/analysis/terms/evaluate/array.ts';
import type { Term } from '../../../../src/analysis/terms/term.ts';
import { notation } from '../support/notation.ts';
import { termOf } from '../support/lowered.ts';

const finite = ['0', '0.0', '-0.0', '1', '-1', '2', '0.5', '3.5', '-7', '1e-9', '1e30'];

// A plain name that multiplies a distance counts as positive (bounds/scale.ts): only numbers multiply here,
// and z, which is positive, divides.
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const some = tie('expression');
  const number = fc.constantFrom(...finite, 'np.inf', '-np.inf');
  const of = (...names: readonly string[]) => fc.constantFrom(...names);
  return {
    expression: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      of('x', 'y', 'x', 'y', 'z'),
      number,
      fc.tuple(of('+', '-'), some, some).map(([sign, a, b]) => `(${a} ${sign} ${b})`),
      fc
        .tuple(of('/ z', ...finite.map((n) => `* ${n}`), ...finite.map((n) => `/ ${n}`)), some)
        .map(([scale, a]) => `(${a} ${scale})`),
      fc.tuple(some, of('2', '3', '0.5', '0')).map(([a, power]) => `(${a}) ** ${power}`),
      fc
        .tuple(of('exp', 'log', 'log1p', 'expm1', 'tanh', 'abs', 'sqrt', 'square', 'sign', 'floor', 'negative'), some)
        .map(([name, a]) => `np.${name}(${a})`),
      fc.tuple(of('torch.sigmoid', 'F.relu', 'F.softplus', 'F.logsigmoid'), some).map(([f, a]) => `${f}(${a})`),
      fc.tuple(of('maximum', 'minimum'), some, some).map(([name, a, b]) => `np.${name}(${a}, ${b})`),
      fc.tuple(some, of('0, 1', '-5, None', 'None, 7', '-30, 30')).map(([a, ends]) => `np.clip(${a}, ${ends})`),
      fc.tuple(of('<', '>', '<=', '>='), some, some, some).map(([c, a, b, d]) => `np.where(${a} ${c} 0, ${b}, ${d})`),
      fc
        .tuple(of('sum', 'max', 'min', 'mean'), some, of('0', '1', '-1', 'None'))
        .map(([name, a, axis]) => `np.${name}(${a}, axis=${axis}, keepdims=True)`),
      fc.tuple(some, of('0', '1')).map(([a, axis]) => `F.softmax(${a}, dim=${axis})`),
      fc.tuple(some, of('0', '1')).map(([a, axis]) => `(${a} - np.max(${a}, axis=${axis}, keepdims=True))`),
    ),
  };
});

const logit = fc.oneof(fc.double({ min: -40, max: 40, noNaN: true }), fc.constantFrom(0, -0, 1, -1, 800, -800, 1e-320));

function inputs(values: readonly number[], isPositive: boolean): NdArray {
  return { shape: [2, 3], data: Float64Array.from(values, (v) => (isPositive ? Math.abs(v) + 1e-3 : v)) };
}

function nameOf(term: Term): string {
  return term.kind === 'variable' ? term.name : term.kind;
}

const runs = Number(process.env['FC_RUNS'] ?? 400);

suite('bounds hold', () => {
  test('of random expressions, at random inputs', async (t) => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(
        expression,
        fc.array(logit, { minLength: 6, maxLength: 6 }),
        fc.array(logit, { minLength: 6, maxLength: 6 }),
        async (text, x, y) => {
          const term = await termOf(text);
          const named = inputsOf([term]).values;
          fc.pre(named.every(({ kind }) => kind === 'variable'));
          const given = new Map(
            named.map((input) => [input, inputs(nameOf(input) === 'y' ? y : x, nameOf(input) === 'z')]),
          );
          let values: ReadonlyMap<Term, NdArray>;
          try {
            values = evaluateAll(term, given);
          } catch (error) {
            // An operation that has no value here, or shapes that do not fit, say nothing of bounds.
            if (error instanceof Unsupported || error instanceof ShapeError) return;
            throw error;
          }
          const bounds = new Bounds();
          for (const [part, { data }] of values) {
            const { low, high } = bounds.of(part);
            const slack = 1e-9 * Math.max(1, ...[low, high].filter(Number.isFinite).map(Math.abs));
            for (const value of data) {
              if (Number.isNaN(value)) continue;
              compared++;
              assert.ok(
                value >= low - slack && value <= high + slack,
                `${notation(part)}: ${value} not in [${low}, ${high}]`,
              );
            }
          }
        },
      ),
      { includeErrorInReport: true, numRuns: runs },
    );
    t.diagnostic(`${compared} values compared`);
    assert.ok(compared > 1000, 'something was compared');
  });

  test('of quotients of sums, where they are taken for overlaps', async (t) => {
    const times = fc.constantFrom('0', '0.3', '0.7', '1', '2', '3', '-1', '-2');
    const sums = fc
      .array(
        fc.tuple(times, fc.constantFrom('p', 'q', 'p * q', 'p * p', 'q ** 2', 'p * (1 - q)', '(1 - p) * q', 'p + q')),
        {
          minLength: 1,
          maxLength: 4,
        },
      )
      .map((all) => all.map(([factor, of]) => `${factor} * (${of}).sum()`).join(' + '));
    const quotient = fc
      .tuple(sums, sums, fc.constantFrom('', ' + 1', ' + 1e-6'), fc.constantFrom('', ' + 1', ' + 1e-6'))
      .map(([above, below, a, b]) => `(${above}${a}) / (${below}${b})`);
    // Of numbers that are not full, as 5e-324, a sum is not what it is in real numbers.
    const share = fc.double({ min: 0, max: 1, noNaN: true }).map((x) => (x < 1e-200 ? 0 : x));
    const member = fc.array(share, { minLength: 6, maxLength: 6 });
    let overlaps = 0;
    const property = fc.asyncProperty(quotient, member, member, async (text, p, q) => {
      const term = await termOf(text.replaceAll('p', 'x').replaceAll('q', 'y'));
      const { low, high } = new Bounds().of(term);
      if (low !== 0 || high !== 1) return;
      overlaps++;
      const named = inputsOf([term]).values;
      const given = new Map(named.map((input) => [input, inputs(nameOf(input) === 'y' ? q : p, false)]));
      const [value] = evaluateAll(term, given).get(term)!.data;
      if (!Number.isNaN(value)) assert.ok(value! >= -1e-9 && value! <= 1 + 1e-9, `${text}: ${value}`);
    });
    await fc.assert(property, { includeErrorInReport: true, numRuns: 10 * runs });
    t.diagnostic(`${overlaps} overlaps`);
    assert.ok(overlaps > runs / 50, 'some were');
  });
});
