import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runKernel, type KernelName, type RunOptions, type Variant } from '../../../src/kernels/index.ts';

function values(name: KernelName, variant: Variant, logits: number[], options: RunOptions = {}): number[] {
  const result = runKernel(name, variant, logits, options);
  assert.ok(result.ok, result.ok ? '' : result.message);
  return [...result.values];
}

test('a fully masked row is NaN, zero or uniform, as told', () => {
  for (const [fullyMasked, expected] of [
    ['nan', [NaN, NaN]],
    ['zero', [0, 0]],
    ['uniform', [0.5, 0.5]],
  ] as const) {
    const all = { fullyMasked, keep: [0, 0], mask: [-Infinity, -Infinity] };
    for (const name of ['softmax-with-boolean-mask', 'softmax-with-additive-mask'] as const) {
      assert.deepEqual(values(name, 'stable', [3, 1], all), expected);
      assert.deepEqual(values(name, 'naive', [3, 1], all), [NaN, NaN]);
    }
  }
});

test('a mask of the least number leaves a fully masked row uniform by itself', () => {
  const mask = [-3.4028234663852886e38, -3.4028234663852886e38];
  assert.deepEqual(values('softmax-with-additive-mask', 'stable', [3, 1], { format: 'float32', mask }), [0.5, 0.5]);
});

test('what is masked still overflows in the naive form, and is nothing in the stable one', () => {
  const options = { keep: [true, false, true] };
  assert.ok(values('softmax-with-boolean-mask', 'naive', [0, 1000, 0], options).every(Number.isNaN));
  assert.deepEqual(values('softmax-with-boolean-mask', 'stable', [0, 1000, 0], options), [0.5, 0, 0.5]);
  assert.deepEqual(values('softmax-with-boolean-mask', 'stable', [0, NaN, 0], options), [0.5, 0, 0.5]);
});

test('a low temperature overflows the naive form and not the stable one', () => {
  assert.deepEqual(values('softmax-with-temperature', 'naive', [1, 0], { temperature: 1e-3 }), [NaN, 0]);
  assert.deepEqual(values('softmax-with-temperature', 'stable', [1, 0], { temperature: 1e-3 }), [1, 0]);
  assert.deepEqual(values('softmax-with-temperature', 'stable', [1e300, 0], { temperature: 1e-10 }), [1, 0]);
});

test('the online softmax is the shifted one, whatever the order of the maxima', () => {
  for (const logits of [
    [1000, 999, 998],
    [998, 999, 1000],
    [0, -Infinity, 1],
    [-Infinity, 2, 2],
  ]) {
    const [online, shifted] = [values('online-softmax', 'stable', logits), values('softmax', 'stable', logits)];
    online.forEach((p, i) => {
      assert.ok(Math.abs(p - shifted[i]!) < 1e-15, String(logits));
    });
  }
  assert.ok(values('online-softmax', 'naive', [1000, 999]).some(Number.isNaN));
});

test('sigmoid, log-sigmoid and softplus keep their digits where the naive forms have lost them', () => {
  assert.equal(values('sigmoid', 'naive', [-720])[0], 0);
  assert.equal(values('sigmoid', 'stable', [-720])[0], Math.exp(-720));
  assert.equal(values('log-sigmoid', 'naive', [-800])[0], -Infinity);
  assert.equal(values('log-sigmoid', 'stable', [-800])[0], -800);
  assert.equal(values('log-sigmoid', 'stable', [40])[0], -Math.exp(-40));
  assert.equal(values('softplus', 'naive', [800])[0], Infinity);
  assert.deepEqual(values('softplus', 'stable', [800, -40, -Infinity]), [800, Math.exp(-40), 0]);
});

test('a loss of exactly known classes is no 0 times infinity in the stable forms', () => {
  const bce = (variant: Variant) => values('binary-cross-entropy', variant, [0, 1, 0], { targets: [0, 1, 1] });
  assert.deepEqual(bce('naive'), [NaN, NaN, Infinity]);
  assert.deepEqual(
    bce('stable').map((loss) => loss + 0),
    [0, 0, Infinity],
  );
  const logits = (variant: Variant) =>
    values('binary-cross-entropy-with-logits', variant, [100, -1000], { targets: [0, 1] });
  assert.deepEqual(logits('naive').map(Number.isFinite), [false, false]);
  assert.deepEqual(logits('stable'), [100, 1000]);
  const of = (variant: Variant) => values('cross-entropy-of-probabilities', variant, [0.5, 0.5, 0], { target: 0 })[0];
  assert.deepEqual([of('naive'), of('stable')], [NaN, Math.LN2]);
});

test('log-add-exp holds for equal infinities, and log-mean-exp where only the sum overflows', () => {
  const other = [-Infinity, Infinity, 1000];
  assert.deepEqual(values('log-add-exp', 'stable', [-Infinity, Infinity, 1000], { other }), [
    -Infinity,
    Infinity,
    1000 + Math.LN2,
  ]);
  assert.equal(values('log-add-exp', 'naive', [1000], { other: [1000] })[0], Infinity);
  assert.equal(values('log-mean-exp', 'naive', [709.5, 709.5])[0], Infinity);
  assert.equal(values('log-mean-exp', 'stable', [709.5, 709.5])[0], 709.5);
});

test('in a format without infinities overflow and infinite logits are NaN', () => {
  assert.deepEqual(values('softmax', 'naive', [7, 0], { format: 'float8_e4m3fn' }), [NaN, NaN]);
  assert.deepEqual(values('softmax', 'stable', [7, 0], { format: 'float8_e4m3fn' }), [1, 0]);
  assert.ok(Number.isNaN(values('softmax', 'stable', [-Infinity, 0], { format: 'float8_e4m3fn' })[0]));
});
