import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { arithmeticFormatNames, commonFormats, findFormat, formatNames, formats } from '../../../src/kernels/index.ts';

interface ExactFormat {
  readonly p: number;
  readonly emin: number;
  readonly max: string;
  readonly min_normal: string;
  readonly min_sub: string;
  readonly u: string;
}

const exact = JSON.parse(readFileSync(new URL('../../data/thresholds_exact.json', import.meta.url), 'utf8')) as Record<
  string,
  ExactFormat
>; // our own test data

test('every format is found by its name', () => {
  assert.equal(formatNames.length, 10);
  assert.deepEqual(
    commonFormats.map(({ name }) => name),
    ['float64', 'float32', 'float16', 'bfloat16'],
  );
  assert.deepEqual(
    formatNames.filter((name) => !arithmeticFormatNames.includes(name)),
    ['float4_e2m1fn'],
  );
  for (const name of formatNames) {
    assert.equal(findFormat(name), formats[name]);
    assert.equal(formats[name].name, name);
  }
});

test('a name that is no format finds nothing, be it a property of every object', () => {
  for (const name of ['', 'half', 'Float16', 'float16 ', 'toString', '__proto__', 'constructor']) {
    assert.equal(findFormat(name), undefined);
  }
});

const withoutInfinity = ['float8_e4m3fn', 'float8_e4m3fnuz', 'float8_e5m2fnuz'];

for (const name of formatNames) {
  if (!exact[name]) continue; // tfloat32, of which round.test.ts has what float16 and float32 say
  test(`the constants of ${name} are those computed with 80 digits`, () => {
    const format = formats[name];
    const expected = exact[name]!;
    assert.equal(format.precision, expected.p);
    assert.equal(format.minExponent, expected.emin);
    assert.equal(format.max, Number(expected.max));
    assert.equal(format.minNormal, Number(expected.min_normal));
    assert.equal(format.minSubnormal, Number(expected.min_sub));
    assert.ok(Math.abs(format.unitRoundoff / Number(expected.u) - 1) < 1e-9); // the file has ten digits of it
    assert.ok(format.max >= 2 ** format.maxExponent && format.max / 2 < 2 ** format.maxExponent);
    if (withoutInfinity.includes(name)) assert.ok(Number.isNaN(format.overflow));
    else assert.equal(format.overflow, name === 'float4_e2m1fn' ? 6 : Infinity);
    assert.equal(format.signedZero, !name.endsWith('fnuz'));
  });
}
