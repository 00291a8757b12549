// The bounds on which the rounding tests rest, measured.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exponentials, expError } from '../../../src/kernels/exact/double-double/exponentials.ts';
import { reciprocal } from '../../../src/kernels/exact/double-double/quotients.ts';
import { addTo, sumError } from '../../../src/kernels/exact/double-double/sum.ts';
import { factsOf } from '../../../src/kernels/exact/facts.ts';
import { expOfMinus } from '../../../src/kernels/exact/integer/exp.ts';
import { toNumber, toUnits } from '../../../src/kernels/exact/integer/fixed-point.ts';
import { ln2 } from '../../../src/kernels/exact/integer/ln2.ts';
import { log1p } from '../../../src/kernels/exact/integer/log.ts';
import { Totals } from '../../../src/kernels/exact/totals.ts';
import { bignumberArithmetic } from './support/bignumber.ts';
import { generator } from './support/draws.ts';
import { stepDouble } from './support/bits.ts';

const bits = 200;

/** (hi + lo) · 2^-900 against exp(x − max), relative. */
function relativeError(x: number, max: number, hi: number, lo: number): number {
  const { low, halvings } = expOfMinus(toUnits(max) - toUnits(x), bits);
  const expected = low << (1074n + 900n);
  const held = (toUnits(hi) + toUnits(lo)) << BigInt(bits + halvings);
  return Math.abs(toNumber(((held - expected) << BigInt(bits)) / expected, bits));
}

test('no exponential in double-double is off by more than its bound', (t) => {
  const random = generator(11);
  const xs: number[] = [0, -1100, -5e-324, -1e-300, stepDouble(-1100, -1)];
  for (let i = 0; i < 15_000; i++) xs.push(-745 * random(), -1100 * random() ** 8, -(random() ** 30));
  // About the ends of the reduced range, where the polynomial is worst.
  for (let k = 1; k < 15_000; k++) {
    const end = -((k - 0.5) * Math.LN2) / 1024;
    xs.push(end, stepDouble(end, 1), stepDouble(end, -1));
  }
  const logits = Float64Array.from(xs);
  const [hi, lo] = [new Float64Array(xs.length), new Float64Array(xs.length)];
  let worst = 0;
  // With a maximum that is not 0 the difference has a low part.
  for (const max of [0, 1 / 3, 1e-17]) {
    exponentials(logits, max, hi, lo);
    for (let i = 0; i < xs.length; i += max === 0 ? 1 : 7) {
      if (hi[i] === 0) assert.ok(xs[i]! - max < -1100);
      else worst = Math.max(worst, relativeError(xs[i]!, max, hi[i]!, lo[i]!));
    }
  }
  t.diagnostic(`the worst error is ${(worst / expError).toFixed(3)} of its bound`);
  assert.ok(worst <= expError, `2^${Math.log2(worst)}`);
  assert.ok(worst > expError / 64, 'errors so small were not measured');
});

test('no sum in double-double is off by more than its bound', (t) => {
  const random = generator(13);
  let worst = 0;
  for (const n of [1, 2, 127, 128, 129, 1000, 40_000]) {
    const hi = Float64Array.from({ length: n }, () => 2 ** (40 * random()) * random());
    const lo = hi.map((x) => x * 2 ** -53 * (random() - 0.5));
    const total = new Float64Array(2);
    addTo(total, hi, lo, 0, n);
    let exact = 0n;
    for (let i = 0; i < n; i++) exact += toUnits(hi[i]!) + toUnits(lo[i]!);
    const error = Math.abs(toNumber(toUnits(total[0]!) + toUnits(total[1]!) - exact, 1074)) / toNumber(exact, 1074);
    assert.ok(error <= sumError(n), `${n}: 2^${Math.log2(error)}`);
    worst = Math.max(worst, error / sumError(n));
  }
  t.diagnostic(`the worst error is ${worst.toFixed(5)} of its bound`);
  assert.ok(worst > 0);
});

test('a reciprocal in double-double is off by less than 2^-102', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 1, max: 2 ** 40, noNaN: true }),
      fc.double({ min: -1, max: 1, noNaN: true }),
      (hi, f) => {
        const lo = f * hi * 2 ** -54;
        const [head, rest] = reciprocal(hi, lo);
        const product = (toUnits(head) + toUnits(rest)) * (toUnits(hi) + toUnits(lo));
        const off = product - (1n << 2148n);
        assert.ok((off < 0n ? -off : off) < 1n << (2148n - 102n));
      },
    ),
    { numRuns: 3000 },
  );
});

test('ln 2, exp and log of integers enclose what BigNumber gives, at any number of bits', () => {
  const arithmetic = bignumberArithmetic(420);
  const random = generator(17);
  const reference = arithmetic.exactly(2).ln();
  for (const precision of [16, 140, 280, 1120]) {
    const unit = arithmetic.exactly(2).pow(-precision);
    const asNumber = (n: bigint) => arithmetic.exactly(1).mul(n.toString()).mul(unit);
    assert.ok(asNumber(ln2(precision)).sub(reference).abs().lt(unit));
    for (const gap of [0, 5e-324, 1e-20, Math.LN2, 1, 700 * random(), 11 * random(), 1e4 * random(), 6e4]) {
      const { low, high, halvings } = expOfMinus(toUnits(gap), precision);
      const exp = arithmetic.exactly(-gap).exp();
      const halved = arithmetic.exactly(2).pow(-halvings);
      assert.ok(asNumber(low).mul(halved).lt(exp), `exp(-${gap}) at ${precision} bits`);
      assert.ok(asNumber(high).mul(halved).gt(exp), `exp(-${gap}) at ${precision} bits`);
      assert.ok(high - low <= 3n);
    }
    for (const r of [0, 1e-4, 0.5, 1, 7 * random(), 1e7 * random()]) {
      const fixed = BigInt(Math.round(r * 2 ** 16)) << BigInt(precision - 16);
      const log = asNumber(fixed).add(1).ln();
      assert.ok(asNumber(log1p(fixed, precision)).sub(log).abs().lte(unit), `log(1 + ${r}) at ${precision} bits`);
    }
  }
});

const anyLogits = fc.array(
  fc.oneof(
    fc.double({ min: -40, max: 40, noNaN: true }),
    fc.double({ min: -1e-3, max: 1e-3, noNaN: true }),
    fc.double({ min: -3000, max: 3000, noNaN: true }),
    fc.constantFrom(0, 1, -1),
  ),
  { minLength: 2, maxLength: 12 },
);

test('the enclosures of a sum and of its logarithm are nested, level by level', () => {
  fc.assert(
    fc.property(anyLogits, (xs) => {
      const logits = Float64Array.from(xs);
      const totals = new Totals(logits, factsOf(logits));
      for (const kind of ['rest', 'logTotal'] as const) {
        const best = totals[kind](4);
        assert.ok(best.low < best.high);
        for (const level of [0, 1, 2, 3]) {
          const { low, high, bits } = totals[kind](level);
          const common = BigInt(Math.max(bits, best.bits));
          const scaled = (n: bigint, from: number) => n << (common - BigInt(from));
          assert.ok(scaled(low, bits) < scaled(best.high, best.bits), `${kind} ${level}`);
          assert.ok(scaled(high, bits) > scaled(best.low, best.bits), `${kind} ${level}`);
        }
      }
    }),
    { numRuns: 1000 },
  );
});
