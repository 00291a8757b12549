import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { formats } from '../../../src/kernels/index.ts';
import { errorBound, ofFrameworks } from './support/error-bounds.ts';
import { countInFile, readGolden, runGolden, type Golden } from './support/golden.ts';

/** Each value as a finite number or as the non-finite one that it is. */
function pattern(values: Float64Array): string[] {
  return Array.from(values, (value) => (Number.isFinite(value) ? 'finite' : String(value)));
}

interface Measured {
  readonly empirical: Readonly<Record<string, { readonly exp_overflow_min_x: { readonly value: number } }>>;
}

// Our own test data.
const measured = JSON.parse(readFileSync(new URL('../../data/thresholds.json', import.meta.url), 'utf8')) as Measured;

/** PyTorch 1.13's exp overflowed in float64 before it had to, 1.7e-6 early: no value between is ours to copy. */
function overflowsEarly({ framework, format, variant, logits }: Golden): boolean {
  const early = measured.empirical['torch/float64/n1']!.exp_overflow_min_x.value;
  const between = (x: number) => x >= early && Number.isFinite(Math.exp(x));
  return framework === 'torch' && format === 'float64' && variant === 'naive' && logits.some(between);
}

for (const [format, finite, beyond] of [
  ['float32', 9094, 30],
  ['float64', 9102, 29],
] as const) {
  const cases = readGolden([format]);

  test(`the ${format} twins are NaN and infinite where the frameworks are`, (t) => {
    const excepted: string[] = [];
    let compared = 0;
    for (const golden of cases) {
      if (!golden.out) continue;
      if (overflowsEarly(golden)) {
        excepted.push(golden.id);
        continue;
      }
      assert.deepEqual(pattern(runGolden(golden)), pattern(golden.out), golden.id);
      compared++;
    }
    t.diagnostic(`${compared} cases compared; excepted: ${excepted.join(', ') || 'none'}`);
    assert.equal(cases.length, 572);
    assert.equal(cases.length, countInFile(format, 'numpy') + countInFile(format, 'torch'));
    // The shifted forms of no elements raised, 3 per framework; four inputs of float64 lie where PyTorch is early.
    assert.deepEqual([compared, excepted.length], format === 'float64' ? [550, 16] : [566, 0]);
  });

  test(`the ${format} twins are within their error bound of the exact values`, (t) => {
    let worst = 0;
    let compared = 0;
    let unpromised = 0;
    for (const golden of cases) {
      if (!golden.exact || golden.framework !== 'numpy') continue; // our values are the same for both frameworks
      const values = runGolden(golden);
      const boundAt = errorBound(golden, formats[format]);
      assert.equal(values.length, golden.exact.length, golden.id);
      values.forEach((value, index) => {
        const exact = golden.exact![index]!;
        if (!Number.isFinite(value) || !Number.isFinite(exact)) return;
        const bound = boundAt(exact);
        if (bound === Infinity) unpromised++;
        else compared++;
        const error = Math.abs(value - exact);
        assert.ok(error <= bound, `${golden.id}[${index}]: ${value}, exact ${exact}, ${error / bound} of the bound`);
        if (error > 0) worst = Math.max(worst, error / bound);
      });
    }
    t.diagnostic(
      `${compared} values compared, the largest error ${worst.toFixed(2)} of its bound; ${unpromised} overflow`,
    );
    assert.deepEqual([compared, unpromised], [finite, beyond]);
  });

  test(`what the frameworks gave in ${format} is within the bound of functions that err by 4 ulp`, (t) => {
    let worst = 0;
    let compared = 0;
    for (const golden of cases) {
      if (!golden.exact || !golden.out || overflowsEarly(golden)) continue;
      const boundAt = errorBound(golden, formats[format], ofFrameworks);
      golden.out.forEach((value, index) => {
        const exact = golden.exact![index]!;
        const bound = boundAt(exact);
        if (!Number.isFinite(value) || !Number.isFinite(exact) || bound === Infinity) return;
        compared++;
        const error = Math.abs(value - exact);
        assert.ok(error <= bound, `${golden.id}[${index}]: ${value}, exact ${exact}, ${error / bound} of the bound`);
        if (error > 0) worst = Math.max(worst, error / bound);
      });
    }
    t.diagnostic(`${compared} values compared, the largest error ${worst.toFixed(2)} of its bound`);
    assert.equal(compared, 18_188);
  });
}
