import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  arithmeticFormatNames,
  atlas,
  atlasNames,
  findKernel,
  flushing,
  formats,
  nextOnGrid,
  survivingMass,
  type AtlasEntry,
  type AtlasName,
  type Format,
} from '../../../src/kernels/index.ts';

/**
 * Steps of the grid from the first value beyond the real threshold to the one found: 0 if they are the same, negative if
 * the emulation fails earlier.
 */
function stepsApart(entry: AtlasEntry, format: Format, n: number): number {
  const threshold = entry.closedForm(format, n);
  const outward = (x: number) => (entry.side === 'above' ? nextOnGrid(x, format) : -nextOnGrid(-x, format));
  const inward = (x: number) => (entry.side === 'above' ? -nextOnGrid(-x, format) : nextOnGrid(x, format));
  const isBeyond = (x: number) => (entry.side === 'above' ? x >= threshold : x <= threshold);
  let x = entry.first(format, n);
  assert.ok(Number.isFinite(x), `${entry.title}, ${format.name}: no value of the grid fails`);
  let steps = 0;
  while (isBeyond(inward(x)) && isBeyond(x) && steps < 9) [x, steps] = [inward(x), steps + 1];
  while (!isBeyond(x) && steps > -9) [x, steps] = [outward(x), steps - 1];
  return steps;
}

/** Formats in which an operation before the one that fails may round across the threshold. */
const isCoarse = ({ precision }: Format) => precision < 8;

/** Numbers of logits to try: 1/64 is no probability that the gradients of a coarse format get through. */
function counts(name: AtlasName, format: Format): readonly number[] {
  if (!atlas[name].dependsOnCount) return [1];
  return name.startsWith('jax') && isCoarse(format) ? [1, 2] : [1, 2, 64];
}

/** Entries of one operation that is rounded. */
const single: readonly string[] = ['expOverflow', 'expSubnormal', 'expZero', 'probabilityZero', 'torchGradientNaN'];

for (const name of atlasNames) {
  const entry: AtlasEntry = atlas[name];
  if (entry.of === 'count') continue;

  test(`${entry.title}: the bisection ends at the first value of the grid beyond the closed form`, (t) => {
    const differing: string[] = [];
    for (const formatName of arithmeticFormatNames) {
      for (const format of [formats[formatName], flushing(formats[formatName])]) {
        for (const n of counts(name, format)) {
          const steps = stepsApart(entry, format, n);
          const what = `${format.name} n=${n} ${format.subnormals}: ${steps}`;
          if (steps !== 0) differing.push(what);
          // The double that stands for float64's threshold may itself lie on either side of it.
          const allowed =
            format.precision === 53 || entry.dependsOnCount || (isCoarse(format) && !single.includes(name));
          assert.ok(Math.abs(steps) <= (allowed ? 1 : 0), what);
        }
      }
    }
    t.diagnostic(differing.length === 0 ? 'in every format' : `a step off: ${differing.join('; ')}`);
  });
}

test('the sigmoid is 1 and the softplus 0 where the exact computation has it', () => {
  const grid = JSON.parse(readFileSync(new URL('../../data/thresholds.json', import.meta.url), 'utf8')) as {
    readonly exact: Record<string, Record<string, { readonly value: number }>>;
  }; // our own test data
  let compared = 0;
  for (const name of arithmeticFormatNames) {
    const expected = grid.exact[name];
    if (!expected) continue;
    assert.equal(atlas.sigmoidOne.first(formats[name]), expected['naive_sigmoid_is_one_min_x']!.value, name);
    assert.equal(atlas.softplusZero.first(formats[name]), expected['naive_softplus_zero_max_x']!.value, name);
    compared++;
  }
  assert.equal(compared, 6);
});

test('counts are found exactly: where a sum of ones stagnates, and from where on a cast leaves no mass', () => {
  for (const name of arithmeticFormatNames) {
    for (const format of [formats[name], flushing(formats[name])]) {
      assert.equal(atlas.sumStagnation.first(format), atlas.sumStagnation.closedForm(format), name);
      const vanishes = atlas.massVanishes.closedForm(format);
      if (vanishes < 2 ** 53) assert.equal(atlas.massVanishes.first(format), vanishes, name);
      else assert.ok(Number.isNaN(atlas.massVanishes.first(format)), name);
    }
  }
});

test('of 1,023 uniform probabilities e4m3 keeps a mass of 1.998, of 1,024 none', () => {
  assert.equal(survivingMass(formats.float8_e4m3fn, 1023), 1023 / 512);
  assert.equal(survivingMass(formats.float8_e4m3fn, 1024), 0);
  assert.equal(survivingMass(formats.float8_e4m3fn, 512), 1);
});

test("JAX's gradient fails where it was measured to: a log-sum-exp of 63 ln 2 in float32 if subnormals are flushed", () => {
  const { jaxGradientWrong, jaxGradientNaN, torchGradientLow } = atlas;
  const digits = (x: number) => Number(x.toFixed(3));
  assert.equal(digits(jaxGradientWrong.closedForm(flushing(formats.float32), 1)), 43.668);
  assert.equal(digits(jaxGradientWrong.closedForm(formats.float32, 1)), 44.361);
  assert.equal(digits(jaxGradientWrong.closedForm(flushing(formats.float64), 1)), 354.198);
  assert.equal(digits(jaxGradientWrong.closedForm(formats.float16, 1)), 5.545);
  assert.equal(digits(jaxGradientNaN.closedForm(flushing(formats.float32), 1)), -43.668);
  assert.equal(digits(torchGradientLow.closedForm(formats.float32)), -88.723);
  assert.equal(digits(torchGradientLow.closedForm(formats.float16)), -11.09);
});

test('every entry of the atlas names kernels that there are', () => {
  assert.equal(atlasNames.length, 16);
  for (const name of atlasNames) {
    for (const kernel of atlas[name].kernels) assert.ok(findKernel(kernel), kernel);
  }
});
