// Numbers of many bits and any exponent, against decimal ones of mathjs.
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { all, create, type BigNumber } from 'mathjs';
import { wideArithmetic, type Wide } from '../../../src/kernels/index.ts';
import { newSeed, randomFrom } from './support/random.ts';

const digits = 120;
const math = create(all!, { number: 'BigNumber', precision: digits });
const wide = wideArithmetic(256);
const seed = newSeed();

/** A wide number, exactly. */
function decimal(x: Wide): BigNumber {
  if (typeof x === 'number') return math.bignumber(x);
  const power = math.bignumber(2).pow(math.bignumber(Math.abs(x.e)));
  const m = math.bignumber(x.m.toString());
  return x.e < 0 ? m.div(power) : m.mul(power);
}

function assertNear(actual: Wide, expected: BigNumber, what: string): void {
  const error = decimal(actual).sub(expected).abs();
  const allowed = expected.abs().mul(math.bignumber(2).pow(-250));
  assert.ok(error.lte(allowed), `${what}: off by ${error.toString()} of ${expected.toString()}`);
}

suite('wide numbers', () => {
  const next = randomFrom(seed);
  const numbers = Array.from({ length: 60 }, () => (next() - 0.5) * 2 ** Math.floor(20 * next() - 8));
  const pairs = numbers.map((a, i) => [a, numbers[(i * 7 + 1) % numbers.length]!] as const);
  const decimalOf = (x: number) => math.bignumber(decimal(wide.of(x)));

  for (const [name, f, exactly] of [
    ['add', wide.add, (a: BigNumber, b: BigNumber) => a.add(b)],
    ['subtract', wide.subtract, (a: BigNumber, b: BigNumber) => a.sub(b)],
    ['multiply', wide.multiply, (a: BigNumber, b: BigNumber) => a.mul(b)],
    ['divide', wide.divide, (a: BigNumber, b: BigNumber) => a.div(b)],
  ] as const) {
    test(`${name} as numbers do, seed ${seed}`, () => {
      for (const [a, b] of pairs) {
        assertNear(f(wide.of(a), wide.of(b)), exactly(decimalOf(a), decimalOf(b)), `${a} ${b}`);
      }
    });
  }

  for (const [name, f, exactly] of [
    ['exp', wide.exp, (x: BigNumber) => x.exp()],
    ['sqrt', (x: Wide) => wide.sqrt(wide.multiply(x, x)), (x: BigNumber) => x.abs()],
  ] as const) {
    test(`have ${name}, seed ${seed}`, () => {
      for (const x of numbers) assertNear(f(wide.of(x)), exactly(decimalOf(x)), String(x));
    });
  }

  test(`have log, to 250 bits beside 1, seed ${seed}`, () => {
    for (const x of numbers) {
      const error = decimal(wide.log(wide.exp(wide.of(x))))
        .sub(decimalOf(x))
        .abs();
      assert.ok(
        error.lte(
          math
            .bignumber(2)
            .pow(-250)
            .mul(math.bignumber(Math.max(1, Math.abs(x)))),
        ),
        String(x),
      );
    }
  });

  test('have logarithms of what doubles hold', () => {
    for (const x of [0.5, 0.75, 3, 1e300, 5e-324, 1.0000001]) {
      const expected = decimalOf(x).ln();
      const error = decimal(wide.log(wide.of(x)))
        .sub(expected)
        .abs();
      assert.ok(error.lte(math.bignumber(2).pow(-240)), String(x));
    }
  });

  test('have every exponent', () => {
    const large = wide.exp(wide.of(1e6));
    assert.equal(wide.toNumber(large), Infinity);
    assert.equal(wide.toNumber(wide.log(large)), 1e6);
    assert.equal(wide.toNumber(wide.divide(large, wide.exp(wide.of(1e6 - 1)))), Math.E);
    assert.equal(wide.toNumber(wide.exp(wide.of(-745))), 5e-324);
    assert.equal(wide.toNumber(wide.exp(wide.of(-1e6))), 0);
  });

  test('treat what is no number as doubles do', () => {
    const of = [0, 1, -2, Infinity, -Infinity, NaN];
    for (const a of of) {
      for (const b of of) {
        const same = (value: Wide, expected: number) => {
          assert.ok(Object.is(Math.abs(wide.toNumber(value)), Math.abs(expected)), `${a} ${b}`);
        };
        same(wide.add(wide.of(a), wide.of(b)), a + b);
        same(wide.subtract(wide.of(a), wide.of(b)), a - b);
        same(wide.multiply(wide.of(a), wide.of(b)), a * b);
        same(wide.divide(wide.of(a), wide.of(b)), a / b);
        assert.equal(wide.compare(wide.of(a), wide.of(b)), a === b ? 0 : Math.sign(a - b));
      }
      assert.equal(wide.toNumber(wide.exp(wide.of(a))), Math.exp(a));
      assert.equal(wide.toNumber(wide.log(wide.of(a))), Math.log(a));
    }
  });
});
