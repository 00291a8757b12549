import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { arithmetic, formatNames, formats, type FormatName } from '../../../src/kernels/index.ts';
import { fromBits } from './support/bits.ts';

/** Bit patterns at which `emulated` differs from its double rounded once, of all 65,536. */
function differing(name: FormatName, operation: 'exp' | 'log'): string[] {
  const format = formats[name];
  const framework = arithmetic(format)[operation];
  const once = arithmetic(format, { ...arithmetic(format).policy, elementary: format })[operation];
  const found: string[] = [];
  for (let bits = 0; bits < 0x10000; bits++) {
    const x = fromBits(bits, name);
    if (!Object.is(framework(x), once(x))) found.push(bits.toString(16));
  }
  return found;
}

test('float16 exp and log go through float32: NumPy without AVX-512 rounds exactly these inputs differently', () => {
  assert.deepEqual(differing('float16', 'exp'), ['1f79', '25cf']);
  assert.deepEqual(differing('float16', 'log'), ['1d78']);
  const { exp, log } = arithmetic(formats.float16);
  assert.equal(exp(fromBits(0x1f79, 'float16')), fromBits(0x3c08, 'float16'));
  assert.equal(exp(fromBits(0x25cf, 'float16')), fromBits(0x3c18, 'float16'));
  assert.equal(log(fromBits(0x1d78, 'float16')), fromBits(0xc53c, 'float16'));
});

test('bfloat16 exp and log are rounded once', () => {
  assert.deepEqual(differing('bfloat16', 'exp'), []);
  assert.deepEqual(differing('bfloat16', 'log'), []);
});

test('each operation is rounded to the format', () => {
  const half = arithmetic(formats.float16);
  assert.equal(half.add(2048, 1), 2048);
  assert.equal(half.subtract(2048, 0.5), 2048);
  assert.equal(half.multiply(300, 300), Infinity);
  assert.equal(half.divide(1, 3), 1365 / 4096);
  assert.equal(half.exp(1), 2.71875);
  const single = arithmetic(formats.float32);
  assert.equal(single.divide(1, 3), Math.fround(1 / 3));
  assert.equal(single.exp(1), Math.fround(Math.E));
  assert.equal(arithmetic(formats.float64).add(0.1, 0.2), 0.1 + 0.2);
});

test('the maximum of values with a NaN is NaN, of none −Infinity, and of a million a number', () => {
  const { max } = arithmetic(formats.float64);
  assert.ok(Number.isNaN(max(Float64Array.of(1, NaN, 2))));
  assert.equal(max(new Float64Array(0)), -Infinity);
  assert.equal(max(Float64Array.of(-3, -1, -2)), -1);
  assert.equal(max(new Float64Array(1e6).fill(7)), 7);
});

// Sums of x[i] = (7919 i mod 10007) / 10007 in NumPy 1.24.2: at every branch of its order.
const numpySums: Readonly<Record<'float16' | 'float32' | 'float64', readonly (readonly [number, number])[]>> = {
  float16: [
    [0, 0],
    [7, 3.6171875],
    [8, 4.15625],
    [9, 4.48828125],
    [128, 64.0625],
    [129, 64.375],
    [1000, 500.25],
    [8192, 4096],
  ],
  float32: [
    [0, 0],
    [7, 3.61826753616333],
    [8, 4.157689571380615],
    [9, 4.488458156585693],
    [128, 64.06076049804688],
    [129, 64.353057861328125],
    [1000, 500.3558654785156],
    [8192, 4096.13037109375],
    [8193, 4096.83740234375],
    [50257, 25126.51171875],
  ],
  float64: [
    [0, 0],
    [7, 3.6182672129509337],
    [8, 4.157689617267912],
    [9, 4.488458079344459],
    [128, 64.06075746977116],
    [129, 64.3530528629959],
    [1000, 500.355850904367],
    [8192, 4096.130108923753],
    [8193, 4096.837014090137],
    [50257, 25126.51014289997],
  ],
};

for (const name of ['float16', 'float32', 'float64'] as const) {
  test(`a ${name} sum has the bits of NumPy's`, () => {
    const { sum } = arithmetic(formats[name]);
    const nearest = arithmetic(formats[name]);
    for (const [n, expected] of numpySums[name]) {
      const values = Float64Array.from({ length: n }, (_, i) => nearest.divide((7919 * i) % 10007, 10007));
      assert.equal(sum(values), expected, `${n} elements`);
    }
  });
}

test('a 16-bit sum is rounded once, at its end', () => {
  const n = 50_257;
  const { sum } = arithmetic(formats.float16);
  assert.equal(sum(new Float64Array(n).fill(1)), 50_272); // NumPy gives the same; in float16 itself it would be 2,048
});

const exact = JSON.parse(readFileSync(new URL('../../data/thresholds_exact.json', import.meta.url), 'utf8')) as Record<
  FormatName,
  { readonly stagnate_ones: number } | undefined
>; // our own test data

test('a sequential sum kept in a narrow format stops growing at 2^p ones', () => {
  for (const name of formatNames) {
    const format = formats[name];
    const { sum, add } = arithmetic(format, { accumulator: format, summation: 'sequential', elementary: format });
    const stall = exact[name]?.stagnate_ones ?? 2048; // tfloat32 has the significand of float16
    assert.equal(add(stall, 1), stall, name);
    assert.equal(add(stall - 1, 1), stall, name);
    if (stall <= 2048) assert.equal(sum(new Float64Array(3 * stall).fill(1)), stall, name);
  }
});
