import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exact } from '../../../src/kernels/exact/index.ts';
import { formats, rowKernels, type Floats, type Format, type RowKernelName } from '../../../src/kernels/index.ts';
import { randomFrom } from './support/random.ts';
import { wasmBackend } from './support/wasm.ts';

const wasm = await wasmBackend();
const random = randomFrom(20_240_229);
const uniform = (from: number, to: number) => (n: number) =>
  Array.from({ length: n }, () => from + (to - from) * random());

/** What logits look like, from n on. */
const distributions: Readonly<Record<string, (n: number) => number[]>> = {
  'within ±30': uniform(-30, 30),
  'close together': uniform(-0.01, 0.01),
  'with one far ahead': (n) => uniform(-5, 5)(n).map((x, i) => (i === 0 ? x + 40 : x)),
  'so wide that probabilities are subnormal or 0': uniform(-110, 10),
  tied: (n) => Array.from({ length: n }, (_, i) => i % 3),
  'about 250': uniform(200, 250),
  'about −290': uniform(-299, -281),
  'where the loops take the maximum off first': uniform(900, 1000),
  'of a size at which neighbours are 2^76 apart': uniform(-1e30, 1e30),
  'masked in parts': (n) => uniform(-10, 10)(n).map((x, i) => (i % 4 === 3 ? -Infinity : x)),
};

const logarithms = ['log-softmax', 'log-sum-exp', 'cross-entropy'] as const;

const lengths = [1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 31, 33, 63, 64, 65, 127, 1000, 1025, 4099];

function valuesOf<T extends Floats>(name: RowKernelName, logits: T, target = 0): T {
  const result = wasm.runRows(name, logits, { targets: [target] });
  assert.ok(result.ok, result.ok ? '' : result.message);
  return result.values;
}

/** The step of the format's grid at x. */
function ulpAt(x: number, { precision, minExponent }: Format): number {
  return 2 ** (Math.max(Math.floor(Math.log2(Math.abs(x))), minExponent) - precision + 1);
}

function formatOf(logits: Floats): Format {
  return logits instanceof Float32Array ? formats.float32 : formats.float64;
}

/** Correctly rounded doubles, so at most half an ulp of double off. */
function truth(name: RowKernelName, logits: Floats): Float64Array {
  const result = exact(name, logits, { format: 'float64', target: 0 });
  assert.ok(result.ok);
  return result.values;
}

/** The largest error in ulp of the logits' format, but for half an ulp of double. */
function ulpsOff(logits: Floats, values: Floats): number {
  const right = truth('softmax', logits);
  let largest = 0;
  values.forEach((value, i) => {
    largest = Math.max(largest, Math.abs(value - right[i]!) / ulpAt(right[i]!, formatOf(logits)));
  });
  return largest;
}

for (const [what, draw] of Object.entries(distributions)) {
  test(`softmax of logits ${what} is at most 3 ulp off in float32 and 4 in float64, at any length`, () => {
    for (const n of lengths) {
      const logits = draw(n);
      const single = Float32Array.from(logits);
      const double = Float64Array.from(logits);
      for (const logits of [single, double]) {
        const off = ulpsOff(logits, valuesOf('softmax', logits));
        assert.ok(off <= (logits === single ? 3 : 4), `${formatOf(logits).name}, ${n}: ${off}`);
      }
    }
  });

  test(`the logarithms of logits ${what} are at most half an ulp and four of their terms in double off`, () => {
    for (const n of [1, 2, 3, 8, 17, 100, 1000]) {
      for (const logits of [Float32Array.from(draw(n)), Float64Array.from(draw(n))]) {
        for (const name of logarithms) logarithmsHold(name, logits);
      }
    }
  });
}

/** The maximum, the logarithm and a logit are added in double, and the sum is rounded to the format. */
function logarithmsHold(name: RowKernelName, logits: Floats): void {
  const right = truth(name, logits);
  const largest = [...logits].filter(Number.isFinite).reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  const terms = 2 * Math.log(logits.length) + 2 + 2 * largest;
  valuesOf(name, logits).forEach((value, i) => {
    const exactly = right[i]!;
    if (Number.isFinite(exactly)) {
      const bound = ulpAt(exactly, formatOf(logits)) / 2 + 4 * terms * formats.float64.unitRoundoff;
      assert.ok(Math.abs(value - exactly) <= bound, `${name} ${logits.length}: ${value}, ${exactly}`);
    } else assert.ok(Object.is(value, exactly), `${name} ${logits.length}: ${value}, ${exactly}`);
  });
}

test('a row of a language model, 1 × 128,000 within ±30, is at most 2.6 ulp off in float32', () => {
  const logits = Float32Array.from(uniform(-30, 30)(128_000));
  assert.ok(ulpsOff(logits, valuesOf('softmax', logits)) <= 2.6);
});

test('float32 probabilities sum to 1, whatever the length', () => {
  for (const n of [10, 1000, 100_000, 1_000_000]) {
    const total = valuesOf('softmax', Float32Array.from(uniform(-3, 3)(n))).reduce((sum, p) => sum + p, 0);
    assert.ok(Math.abs(total - 1) < 2 ** -22, `${n}: ${total}`);
  }
});

test('every kernel that runs over rows gives what it says of itself', () => {
  for (const [name, { result }] of Object.entries(rowKernels)) {
    const values = valuesOf(name as RowKernelName, Float64Array.of(1, 2, 3), 1); // its own key
    assert.equal(values.length, result === 'scalar' ? 1 : 3);
  }
});
