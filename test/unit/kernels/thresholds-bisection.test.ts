import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  commonFormats,
  firstOnGrid,
  firstOverflowing,
  firstProbabilityOneGap,
  firstProbabilityZeroGap,
  firstSumOverflowing,
  formats,
  probabilityOneGap,
  runKernel,
  sumOverflow,
  type Format,
  type Variant,
} from '../../../src/kernels/index.ts';
import { fromBits } from './support/bits.ts';

/** Where a twin of a kernel, run on logits that depend on x, first has a value that is wrong. */
function firstWrong(
  [kernel, variant]: readonly [string, Variant],
  format: Format,
  logitsAt: (x: number) => number[],
  wrong: (value: number) => boolean,
): number {
  const failsAt = (x: number) => {
    const result = runKernel(kernel, variant, logitsAt(x), { format: format.name, target: 0 });
    assert.ok(result.ok);
    return result.values.some(wrong);
  };
  return firstOnGrid(failsAt, 0, 1024, format);
}

const notFinite = (value: number) => !Number.isFinite(value);

/** The neighbours of a value on the grid of the format. */
function neighbours(x: number, format: Format): [number, number] {
  const step = 2 ** (Math.floor(Math.log2(Math.abs(x))) - format.precision + 1);
  return [x - step, x + step];
}

for (const { name } of commonFormats) {
  const format = formats[name];

  test(`each naive twin in ${name} fails first where exp overflows; its stable twin does not fail there`, () => {
    for (const kernel of ['softmax', 'log-softmax', 'log-sum-exp', 'cross-entropy']) {
      const found = firstWrong([kernel, 'naive'], format, (x) => [x], notFinite);
      assert.equal(found, firstOverflowing(format), kernel);
      assert.ok(Number.isNaN(firstWrong([kernel, 'stable'], format, (x) => [x], notFinite)), kernel);
    }
  });

  test(`a probability in ${name} becomes 0 at the zero gap, and the naive loss infinite with it`, () => {
    const gap = firstProbabilityZeroGap(format);
    for (const variant of ['naive', 'stable'] as const) {
      assert.equal(
        firstWrong(
          ['softmax', variant],
          format,
          (x) => [-x, 0],
          (p) => p === 0,
        ),
        gap,
      );
    }
    assert.equal(
      firstWrong(['cross-entropy', 'naive'], format, (x) => [-x, 0], notFinite),
      gap,
    );
    assert.ok(Number.isNaN(firstWrong(['cross-entropy', 'stable'], format, (x) => [-x, 0], notFinite)));
  });

  test(`a probability in ${name} becomes 1 at the one gap, the first value of the grid from the closed form on`, () => {
    const gap = firstProbabilityOneGap(format);
    assert.equal(
      firstWrong(
        ['softmax', 'stable'],
        format,
        (x) => [-x, 0],
        (p) => p === 1,
      ),
      gap,
    );
    const [before] = neighbours(gap, format);
    assert.ok(before <= probabilityOneGap(format) && probabilityOneGap(format) <= gap);
  });

  test(`the emulated sum of ${name} overflows within two steps of where the ideal one does`, () => {
    for (const n of [1, 2, 10, 1000, 50_257]) {
      const found = firstSumOverflowing(format, n);
      const [before] = neighbours(found, format);
      const step = found - before;
      assert.ok(Math.abs(found - sumOverflow(format, n)) <= 2 * step, `n = ${n}: ${found}, step ${step}`);
    }
  });
}

test('the float16 sum of 50,257 equal logits overflows at 0.26489, as in NumPy, and not at the ideal 0.26538', () => {
  assert.equal(firstSumOverflowing(formats.float16, 50_257), 0.264892578125);
  assert.equal(
    firstOnGrid((x) => x > sumOverflow(formats.float16, 50_257), 0, 1, formats.float16),
    0.265380859375,
  );
});

test('a sum of no logits has no value at which it overflows', () => {
  assert.ok(Number.isNaN(firstSumOverflowing(formats.float16, 0)));
});

test('a bisection finds any value of the grid, from either side', () => {
  for (const name of ['float16', 'bfloat16'] as const) {
    for (let bits = 1; bits < 0x7c00; bits += 37) {
      const value = fromBits(bits, name);
      assert.equal(
        firstOnGrid((x) => x >= value, 0, formats[name].max, formats[name]),
        value,
      );
      assert.equal(
        firstOnGrid((x) => x <= -value, 0, -formats[name].max, formats[name]),
        -value,
      );
    }
  }
});
