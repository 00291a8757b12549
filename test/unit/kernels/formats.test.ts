import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findFormat, formatNames, formats } from '../../../src/kernels/index.ts';

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

test('there are four formats, found by their names', () => {
  assert.deepEqual(formatNames, ['float64', 'float32', 'float16', 'bfloat16']);
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

for (const name of formatNames) {
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
    assert.equal(format.overflow, Infinity);
  });
}
