import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as kernels from '../../../src/kernels/index.ts';
import { flushing, formatNames, formats, sumOverflow, sumStagnation, thresholds } from '../../../src/kernels/index.ts';

const exact = JSON.parse(readFileSync(new URL('../../data/thresholds_exact.json', import.meta.url), 'utf8')) as Record<
  string,
  Record<string, string> & { stagnate_ones: number } & { 'equal-logit sum overflow x>': Record<string, string> }
>; // our own test data

interface GridValue {
  readonly value: number;
}

interface GridThresholds {
  readonly exp_overflow_min_x: GridValue;
  readonly exp_zero_max_x: GridValue;
  readonly exp_subnormal_max_x: GridValue;
  readonly naive_sigmoid_is_one_min_x: GridValue;
  readonly real_overflow_threshold: number;
  readonly real_zero_threshold: number;
  readonly ln_min_normal: number;
}

const grid = (
  JSON.parse(readFileSync(new URL('../../data/thresholds.json', import.meta.url), 'utf8')) as {
    exact: Record<string, GridThresholds>;
  }
).exact; // our own test data

/** Within one unit in the last place of a double of 25 exact digits. */
function assertClose(actual: number, digits: string | undefined, what: string): void {
  const expected = Number(digits);
  assert.ok(Number.isFinite(expected), `${what} is missing from the data`);
  assert.ok(Math.abs(actual - expected) <= Math.abs(expected) * 2 ** -52, `${what}: ${actual}, exact ${digits}`);
}

for (const name of formatNames) {
  if (!exact[name]) continue; // tfloat32: threshold-atlas.test.ts has it, by bisection
  const format = formats[name];
  const digits = exact[name];

  test(`the closed forms of ${name} have every digit of a double`, () => {
    const found = thresholds(format, 1);
    assert.equal(found.format, name);
    assertClose(found.expOverflow, digits['log(RN overflow boundary)'], 'expOverflow');
    assertClose(found.expZero, digits['log(min sub/2) RN->0'], 'expZero');
    assertClose(found.expSubnormal, digits['log(min normal)'], 'expSubnormal');
    assertClose(-found.probabilityZeroGap, digits['log(min sub/2) RN->0'], 'probabilityZeroGap');
    assertClose(found.probabilityOneGap, digits['stable-p gap where 1+s==1 : -log(u)'], 'probabilityOneGap');
    assert.equal(found.sumOverflow, found.expOverflow);
    assert.equal(sumStagnation(format), digits.stagnate_ones);
    const measured = grid[name];
    if (!measured) return;
    assert.equal(found.expOverflow.toPrecision(16), measured.real_overflow_threshold.toPrecision(16));
    assert.equal(found.expZero.toPrecision(16), measured.real_zero_threshold.toPrecision(16));
    assert.equal(found.expSubnormal.toPrecision(16), measured.ln_min_normal.toPrecision(16));
  });

  test(`the sum of n equal logits overflows in ${name} where 80 digits say, the cancelling n = 65,505 included`, () => {
    const rows = Object.entries(digits['equal-logit sum overflow x>']);
    assert.equal(rows.length, 10);
    for (const [n, expected] of rows) {
      const found = sumOverflow(format, Number(n));
      const error = Math.abs(found - Number(expected));
      assert.ok(error <= 1e-14 * Math.abs(Number(expected)), `n = ${n}: ${found}, exact ${expected}`); // 15 digits
    }
  });

  test(`the first values of the grid of ${name} are those of the exact computation`, () => {
    assert.equal(kernels.firstOverflowing(format), Number(digits['smallest x overflow']));
    assert.equal(kernels.firstZero(format), Number(digits['largest x -> 0']));
    // The file counts exp(0) = 1, the least normal value of e2m1, among its subnormals.
    const subnormal = name === 'float4_e2m1fn' ? -0.5 : Number(digits['largest x subnormal']);
    assert.equal(kernels.firstSubnormal(format), subnormal);
    const expected = grid[name];
    if (!expected) return;
    assert.equal(kernels.firstOverflowing(format), expected.exp_overflow_min_x.value);
    assert.equal(kernels.firstZero(format), expected.exp_zero_max_x.value);
    assert.equal(kernels.firstSubnormal(format), expected.exp_subnormal_max_x.value);
    assert.equal(kernels.firstProbabilityOneGap(format), Math.abs(expected.naive_sigmoid_is_one_min_x.value));
    assert.equal(kernels.firstProbabilityZeroGap(format), -expected.exp_zero_max_x.value);
  });
}

test('the data has nine formats', () => {
  assert.deepEqual(
    formatNames.filter((name) => !exact[name]),
    ['tfloat32'],
  );
  assert.equal(Object.keys(grid).length, 6);
});

test('where subnormals are flushed, exp is 0 from the least normal value on', () => {
  for (const format of Object.values(formats)) {
    const flushed = flushing(format);
    assert.equal(kernels.expZero(flushed), kernels.expSubnormal(format));
    assert.equal(kernels.probabilityZeroGap(flushed), -kernels.expSubnormal(format));
  }
  assert.equal(kernels.firstZero(flushing(formats.float32)), -87.3365478515625);
});

test('the sum of no logits never overflows, and what is no count has no threshold', () => {
  assert.equal(sumOverflow(formats.float16, 0), Infinity);
  for (const n of [-1, 0.5, NaN, Infinity]) assert.ok(Number.isNaN(sumOverflow(formats.float16, n)), String(n));
});

test('the thresholds of the overview are the functions of the same names', () => {
  const found = thresholds(formats.bfloat16, 1000);
  for (const name of ['expOverflow', 'expSubnormal', 'expZero', 'probabilityZeroGap', 'probabilityOneGap'] as const) {
    assert.equal(found[name], kernels[name](formats.bfloat16), name);
  }
  assert.equal(found.sumOverflow, sumOverflow(formats.bfloat16, 1000));
});
