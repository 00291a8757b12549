import assert from 'node:assert/strict';
import { test } from 'node:test';
import { expOfMinus } from '../../../src/kernels/exact/integer/exp.ts';
import { toNumber, toUnits } from '../../../src/kernels/exact/integer/fixed-point.ts';
import { arithmetic, formats, type Format } from '../../../src/kernels/index.ts';
import { compile } from '../../../src/kernels/wasm/instance.ts';
import { wayOf } from '../../../src/kernels/wasm/narrow.ts';
import { Workspace } from '../../../src/kernels/wasm/workspace.ts';
import { randomFrom } from './support/random.ts';
import { kernelsModule } from './support/wasm.ts';

const workspace = new Workspace(compile(await kernelsModule()));

/** Every finite value of a format, of both signs. */
function valuesOf({ precision, minExponent, minSubnormal, max }: Format): number[] {
  const half = 2 ** (precision - 1);
  const values = Array.from({ length: half }, (_, i) => i * minSubnormal);
  for (let exponent = minExponent; 2 ** exponent <= max; exponent++) {
    for (let i = 0; i < half; i++) values.push((half + i) * 2 ** (exponent - precision + 1));
  }
  return values.filter((x) => x <= max).flatMap((x) => [x, -x]);
}

/** exp of each in a format's arithmetic, by the loop that the sweep runs. */
function terms(values: readonly number[], format: Format): Float32Array {
  const way = wayOf(format);
  assert.ok(way !== undefined);
  const bytes = 16 * Math.ceil(values.length / 4);
  const start = workspace.reserve(2 * bytes);
  workspace.writeNarrow(format);
  workspace.floats.set(values, start / 4);
  workspace.code.terms32(start, start + bytes, start + bytes, 0, workspace.narrow, way);
  return workspace.floats.slice((start + bytes) / 4, (start + bytes) / 4 + values.length);
}

const rough = Object.values(formats).filter((format) => format.precision < 24 && wayOf(format) !== undefined);

test('the formats whose sweep takes the rougher exp are float16, bfloat16 and the four of 8 bits', () => {
  assert.deepEqual(
    rough.map(({ name }) => name),
    ['float16', 'bfloat16', 'float8_e4m3fn', 'float8_e5m2', 'float8_e4m3fnuz', 'float8_e5m2fnuz'],
  );
});

for (const format of rough) {
  test(`exp of every finite value of ${format.name} is the reference's`, () => {
    const values = valuesOf(format);
    const { exp } = arithmetic(format);
    const computed = terms(values, format);
    const wrong = values.filter((x, i) => !Object.is(computed[i], exp(x)));
    assert.deepEqual(wrong, []);
    assert.ok(values.length > 200);
  });
}

test('exp of float32 values is the reference’s', () => {
  const random = randomFrom(3);
  const values = Array.from({ length: 200_000 }, (_, i) => Math.fround((random() - 0.5) * 2 ** (9 - (i % 12))));
  const { exp } = arithmetic(formats.float32);
  const computed = terms(values, formats.float32);
  assert.deepEqual(
    values.filter((x, i) => !Object.is(computed[i], exp(x))),
    [],
  );
});

test('exp of doubles is less than 0.6 ulp off, down to the subnormal ones', () => {
  const random = randomFrom(64);
  const n = 4000;
  const values = Float64Array.from({ length: n }, (_, i) => -random() * 2 ** (9.5 - (i % 16)));
  const start = workspace.reserve(2 * 8 * n);
  workspace.doubles.set(values, start / 8);
  workspace.code.exp64(start, start + 8 * n, start + 8 * n);
  const computed = workspace.doubles.slice(start / 8 + n, start / 8 + 2 * n);
  let largest = 0;
  values.forEach((x, i) => {
    const { low, halvings } = expOfMinus(toUnits(-x), 128);
    const right = toNumber(low, 128 + halvings);
    const ulp = 2 ** (Math.max(Math.floor(Math.log2(right)), -1022) - 52);
    largest = Math.max(largest, errorIn(ulp, computed[i]!, low, halvings));
  });
  assert.ok(largest < 0.6 && largest > 0.45, String(largest));
});

/** |value − low · 2^-(128 + halvings)| in ulps, by integers. */
function errorIn(ulp: number, value: number, low: bigint, halvings: number): number {
  const bits = Math.max(1074, 128 + halvings) + 64;
  const difference = (toUnits(value) << BigInt(bits - 1074)) - (low << BigInt(bits - 128 - halvings));
  return Math.abs(toNumber(difference, bits + Math.round(Math.log2(ulp))));
}
