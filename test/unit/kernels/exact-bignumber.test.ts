import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  exact,
  formatNames,
  formats,
  round,
  ulpError,
  type ExactName,
  type ExactOptions,
  type FormatName,
} from '../../../src/kernels/index.ts';
import { bignumberArithmetic, type Reference } from './support/bignumber.ts';
import { draws, generator } from './support/draws.ts';

const sixty = bignumberArithmetic(60);
// 60 digits are left where log(1 + rest) loses up to 324 to the 1, or a log-sum-exp near 0 some 20.
const more = bignumberArithmetic(400);

const target = 1;

function expected(name: ExactName, reference: Reference) {
  switch (name) {
    case 'softmax':
      return reference.softmax;
    case 'log-softmax':
      return reference.logSoftmax;
    case 'log-sum-exp':
      return [reference.logSumExp];
    case 'cross-entropy':
      return [reference.logSoftmax[target]!.neg()];
    case 'cross-entropy-gradient':
      return reference.gradient(target);
  }
}

/** Checked in the format of the logits and in float64; float64 logits in every format. */
function resultFormats(logitsFormat: FormatName): readonly FormatName[] {
  return logitsFormat === 'float64' ? formatNames : [logitsFormat, 'float64'];
}

interface Tally {
  compared: number;
  worst: number;
  /** Largest difference of `ulpError` from the error that BigNumber gives. */
  worstError: number;
}

function compare(
  name: ExactName,
  logits: readonly number[],
  reference: Reference,
  options: ExactOptions,
  tally: Tally,
) {
  const format = formats[options.format as FormatName];
  const result = exact(name, logits, { ...options, target, residuals: true });
  assert.ok(result.ok);
  expected(name, reference).forEach((number, i) => {
    const value = result.values[i]!;
    if (number.abs().gt(format.max)) return; // overflow is the format's own business
    const ulps = sixty.ulps(value, number, format);
    assert.ok(ulps <= 0.5, `${name} in ${format.name}, [${i}] of ${logits.join()}: ${value} is ${ulps} ulp off`);
    assert.ok(Object.is(round(value, format), value), `${value} is no value of ${format.name}`);
    tally.compared++;
    tally.worst = Math.max(tally.worst, ulps);
    const error = ulpError(value, value, result.residuals![i]!, format);
    tally.worstError = Math.max(tally.worstError, Math.abs(error - ulps));
  });
}

const names: readonly ExactName[] = [
  'softmax',
  'log-softmax',
  'log-sum-exp',
  'cross-entropy',
  'cross-entropy-gradient',
];
const logitsFormats: readonly FormatName[] = ['float64', 'float32', 'float16', 'bfloat16', 'float8_e4m3fn'];

for (const [title, draw] of Object.entries(draws)) {
  test(`every function is within 0.5 ulp of BigNumber's, for logits ${title}`, (t) => {
    const tally: Tally = { compared: 0, worst: 0, worstError: 0 };
    const arithmetic = /near|peaked|very wide|subnormal/.test(title) ? more : sixty;
    for (const logitsFormat of logitsFormats) {
      const random = generator(2024);
      for (const n of [3, 24]) {
        const format = formats[logitsFormat];
        const logits = draw(n, format, random).map((x) => round(x, format));
        const reference = arithmetic.of(logits);
        for (const name of names) {
          for (const resultFormat of resultFormats(logitsFormat)) {
            compare(name, logits, reference, { format: resultFormat, logitsFormat }, tally);
          }
        }
      }
    }
    t.diagnostic(`${tally.compared} values, the worst ${tally.worst.toFixed(9)} ulp off`);
    assert.ok(tally.compared > 250, String(tally.compared));
    assert.ok(tally.worst > 0.4, 'a rounding error of nothing means that nothing was compared');
    assert.ok(tally.worstError < 2 ** -29, `ulpError is ${tally.worstError} ulp off`);
  });
}

test("of 128,000 logits, too, every probability is within 0.5 ulp of BigNumber's", (t) => {
  const random = generator(128);
  const logits = Float64Array.from({ length: 128_000 }, () => Math.floor(480 * random()) / 8 - 30);
  const exps = new Map([...new Set(logits)].map((x) => [x, sixty.exp(sixty.exactly(x))]));
  const counts = new Map<number, number>();
  for (const x of logits) counts.set(x, (counts.get(x) ?? 0) + 1);
  const total = [...exps].reduce((sum, [x, e]) => sum.add(e.mul(counts.get(x)!)), sixty.exactly(0));
  for (const format of [formats.float64, formats.float32, formats.float16]) {
    const result = exact('softmax', logits, { format: format.name, logitsFormat: 'float64' });
    const logSumExp = exact('log-sum-exp', logits, { format: format.name, logitsFormat: 'float64' });
    assert.ok(result.ok && logSumExp.ok);
    let worst = sixty.ulps(logSumExp.values[0]!, total.ln(), format);
    for (const [x, e] of exps) {
      worst = Math.max(worst, sixty.ulps(result.values[logits.indexOf(x)]!, e.div(total), format));
    }
    t.diagnostic(`${exps.size} values in ${format.name}, the worst ${worst.toFixed(6)} ulp off`);
    assert.ok(worst <= 0.5 && worst > 0.4, String(worst));
    // Equal logits have equal probabilities.
    assert.equal(new Set(result.values).size <= exps.size, true);
  }
});
