// The plain doubles that decide most values of narrow formats: their bounds, measured, and what lies at the edge of them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as double from '../../../src/kernels/exact/double/index.ts';
import { firstLevel, roundByZiv } from '../../../src/kernels/exact/enclosure.ts';
import { factsOf } from '../../../src/kernels/exact/facts.ts';
import { expOfMinus } from '../../../src/kernels/exact/integer/exp.ts';
import { toNumber, toUnits } from '../../../src/kernels/exact/integer/fixed-point.ts';
import { logProbability } from '../../../src/kernels/exact/log-softmax.ts';
import { probability } from '../../../src/kernels/exact/softmax.ts';
import { Totals } from '../../../src/kernels/exact/totals.ts';
import { exact, formatNames, formats, nextOnGrid, round, type Format } from '../../../src/kernels/index.ts';
import { bignumberArithmetic } from './support/bignumber.ts';
import { stepDouble } from './support/bits.ts';
import { generator } from './support/draws.ts';

const narrow = formatNames.map((name) => formats[name]).filter(({ precision }) => precision <= 24);
const bits = 200;

function relativeError(value: number, x: number, max: number): number {
  const { low, halvings } = expOfMinus(toUnits(max) - toUnits(x), bits);
  const held = toUnits(value) << BigInt(bits + halvings);
  return Math.abs(toNumber(((held - (low << 1074n)) << BigInt(bits)) / (low << 1074n), bits));
}

test('no exponential in double is off by more than its bound', (t) => {
  const random = generator(19);
  const xs: number[] = [0, -700, -5e-324, -1e-300, stepDouble(-700, -1)];
  for (let i = 0; i < 15_000; i++) xs.push(-700 * random(), -700 * random() ** 8, -(random() ** 30));
  // About the ends of the reduced range, where the polynomial is worst.
  for (let k = 1; k < 15_000; k++) {
    const end = -((k - 0.5) * Math.LN2) / 1024;
    xs.push(end, stepDouble(end, 1), stepDouble(end, -1));
  }
  const logits = Float64Array.from(xs);
  const values = new Float64Array(xs.length);
  let worst = 0;
  // With a maximum that is not 0 the difference has a low part.
  for (const max of [0, 1 / 3, 1e-17]) {
    double.exponentials(logits, max, values);
    for (let i = 0; i < xs.length; i += max === 0 ? 1 : 7) {
      if (values[i] === 0) assert.ok(xs[i]! - max < -700);
      else worst = Math.max(worst, relativeError(values[i]!, xs[i]!, max));
    }
  }
  t.diagnostic(`the worst error is ${(worst * 2 ** 53).toFixed(3)} u`);
  assert.ok(worst <= double.expError);
  assert.ok(worst > double.expError / 2, 'errors so small were not measured');
});

test('no sum in double is off by more than its bound', (t) => {
  const random = generator(23);
  let worst = 0;
  for (const n of [1, 3, 31, 32, 33, 63, 1000, 40_001]) {
    for (let round = 0; round < 20; round++) {
      const values = Float64Array.from({ length: n }, () => 2 ** (20 * random() * (round % 2)) * random());
      const total = new Float64Array(2);
      double.addTo(total, values, 0, n);
      let sum = 0n;
      for (const value of values) sum += toUnits(value);
      const error = Math.abs(toNumber(toUnits(total[0]! + total[1]!) - sum, 1074)) / toNumber(sum, 1074);
      assert.ok(error <= double.sumError(n), `${n}: ${error * 2 ** 53} u`);
      worst = Math.max(worst, error);
    }
  }
  t.diagnostic(`the worst error is ${(worst * 2 ** 53).toFixed(3)} u`);
  assert.ok(worst > 2 ** -54, 'errors so small were not measured');
});

/** All midpoints of a format's grid up to its greatest value; every 997th of float32. */
function* midpoints(format: Format): Generator<readonly [number, number, number]> {
  const stride = format.precision === 24 ? 997 : 1;
  if (stride > 1) {
    for (let exponent = format.minExponent; exponent < format.maxExponent; exponent++) {
      for (const fraction of [0, 1, 997, 2 ** 23 - 1]) {
        const below = (2 ** 23 + fraction) * 2 ** (exponent - 23);
        const above = nextOnGrid(below, format);
        yield [below, (below + above) / 2, above];
      }
    }
    return;
  }
  for (let below = 0; below < format.max;) {
    const above = nextOnGrid(below, format);
    yield [below, (below + above) / 2, above];
    below = above;
  }
}

for (const format of narrow) {
  test(`in ${format.name} numbers that may lie on both sides of a midpoint are left open, all others decided rightly`, () => {
    const cases = [...midpoints(format)];
    const margin = 2 ** -46;
    const decided = (side: number, error: number) => {
      const values = new Float64Array(cases.length).fill(-1);
      const open: number[] = [];
      const quotients = Float64Array.from(cases, ([, middle]) => middle * (1 + side * margin));
      double.quotients(quotients, 0, error, format, { values, residuals: undefined }, (i) => open.push(i));
      return { values, open };
    };
    for (const side of [-1, 1]) {
      const { values, open } = decided(side, margin * 0.9);
      assert.equal(open.length, 0);
      cases.forEach(([below, , above], i) => {
        assert.equal(values[i], side < 0 ? below : above);
      });
      assert.equal(decided(side, margin * 1.1).open.length, cases.length);
    }
    assert.equal(decided(0, 2 ** -52).open.length, cases.length, 'a midpoint itself');
    assert.ok(cases.length > 5);
  });
}

/** Two logits whose first has a probability as near to a midpoint of the format as doubles come, and further and further off. */
function* nearMidpoints(format: Format, random: () => number): Generator<readonly [number, number]> {
  for (let i = 0; i < 24; i++) {
    const below = round(0.02 + 0.45 * random(), format);
    const middle = (below + nextOnGrid(below, format)) / 2;
    if (middle <= 0 || middle >= 0.5) continue;
    const logit = Math.log(middle / (1 - middle));
    for (const steps of [0, 1, -1, 3, -3, 20, -20, 200, -200, 3000, -3000]) yield [stepDouble(logit, steps), 0];
  }
}

test('beside a midpoint, where double cannot tell, probabilities are still right in every narrow format', (t) => {
  const sixty = bignumberArithmetic(60);
  const random = generator(29);
  const tally = { open: 0, decided: 0, wrongInDouble: 0 };
  for (const format of narrow.filter(({ precision }) => precision > 2)) {
    for (const xs of nearMidpoints(format, random)) {
      const logits = Float64Array.from(xs);
      const totals = new Totals(logits, factsOf(logits));
      const gap = totals.gap(xs[0]);
      const right = roundByZiv((level) => probability(totals, gap, level + 2), format, true).value;
      for (const residuals of [false, true]) {
        const result = exact('softmax', xs, { format: format.name, logitsFormat: 'float64', residuals });
        assert.ok(result.ok);
        assert.equal(result.values[0], right, `${format.name}: ${xs.join()}`);
      }
      assert.ok(sixty.ulps(right, sixty.of(xs).softmax[0]!, format) <= 0.5);
      const { hi, restHi, error } = totals.doubles;
      const output = { values: new Float64Array(2), residuals: undefined };
      const open: number[] = [];
      double.quotients(hi, restHi, 2 * error + double.divisionError, format, output, (i) => open.push(i));
      tally[open.includes(0) ? 'open' : 'decided']++;
      if (round(hi[0]! / (1 + restHi), format) !== right) tally.wrongInDouble++;
    }
  }
  t.diagnostic(JSON.stringify(tally));
  assert.ok(tally.open > 200 && tally.decided > 200);
  assert.ok(tally.wrongInDouble > 20, 'without falling through, these would be wrong');
});

test('beside a midpoint, where double cannot tell, logarithms are still right in every narrow format', (t) => {
  const random = generator(31);
  const sixty = bignumberArithmetic(60);
  const tally = { open: 0, decided: 0, wrongInDouble: 0 };
  for (const format of narrow) {
    for (let i = 0; i < 24; i++) {
      // −log p = gap + log(1 + e^-gap) is a midpoint at gap = log(e^middle − 1).
      const below = round(0.6 + 3 * random(), format);
      const middle = (below + nextOnGrid(below, format)) / 2;
      if (middle < 0.7) continue;
      const gap = Math.log(Math.expm1(middle));
      for (const steps of [0, 1, -1, 3, -3, 20, -20, 200, -200, 3000, -3000]) {
        const xs = [0, -stepDouble(gap, steps)];
        const logits = Float64Array.from(xs);
        const totals = new Totals(logits, factsOf(logits));
        const right = logProbability(totals, xs[1]!, format, 1, true).value;
        for (const residuals of [false, true]) {
          const result = exact('log-softmax', xs, { format: format.name, logitsFormat: 'float64', residuals });
          assert.ok(result.ok);
          assert.equal(result.values[1], right, `${format.name}: ${xs.join()}`);
        }
        assert.ok(sixty.ulps(right, sixty.of(xs).logSoftmax[1]!, format) <= 0.5, `${format.name}: ${xs.join()}`);
        const hi = Math.log1p(totals.doubles.restHi);
        const open: number[] = [];
        const output = { values: new Float64Array(2), residuals: undefined };
        double.differences(logits, 0, { hi, lo: 0, error: hi * 2 ** -48 }, format, output, (j) => open.push(j));
        tally[open.includes(1) ? 'open' : 'decided']++;
        if (-round(hi - xs[1]!, format) !== right) tally.wrongInDouble++;
      }
    }
  }
  t.diagnostic(JSON.stringify(tally));
  assert.ok(tally.open > 200 && tally.decided > 200);
  assert.ok(tally.wrongInDouble > 20, 'without falling through, these would be wrong');
});

test('double is tried first just where its bits are enough for the values, and for residuals if they are asked for', () => {
  assert.deepEqual(
    formatNames.map((name) => [firstLevel(formats[name], false), firstLevel(formats[name], true)].join(' ')),
    formatNames.map((name) => (name === 'float64' ? '1 1' : name === 'float32' ? '0 1' : '0 0')),
  );
  assert.equal(firstLevel({ ...formats.float16, subnormals: 'flushed' }, false), 1);
});

test('a long row gives the same values with residuals and without', () => {
  const random = generator(37);
  const logits = Float64Array.from({ length: 20_000 }, () => 60 * random() - 30);
  logits[17] = -Infinity;
  logits[19] = -900;
  for (const format of narrow) {
    for (const name of ['softmax', 'log-softmax', 'cross-entropy-gradient'] as const) {
      const [plain, withResiduals] = [false, true].map((residuals) => {
        const result = exact(name, logits, { format: format.name, logitsFormat: 'float64', target: 3, residuals });
        assert.ok(result.ok);
        return result.values;
      });
      assert.deepEqual(plain, withResiduals, `${name} in ${format.name}`);
    }
  }
});
