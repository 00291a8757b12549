import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { KernelPayload } from '../../../src/protocol/payload.ts';
import { caption } from '../../../src/renderer/caption.ts';
import { tally } from '../../../src/renderer/tally.ts';
import { kernelPayload } from '../protocol/payloads.ts';
import { runSample } from './samples.ts';

function captionOf(payload: KernelPayload): ReturnType<typeof caption> {
  return caption(payload, tally(payload.naive), tally(payload.stable));
}

test('An overflowing softmax is said to be NaN, and its stable twin to sum to 1', () => {
  assert.deepEqual(captionOf(runSample('softmax', [1000, 1001, 1002], 'float16')), {
    result: 'Naive float16 softmax: 3 of 3 values are NaN; stable: sums to 1.',
    outcome: 'fails',
    input: '3 logits from 1000 to 1002',
  });
});

test('One NaN among zeros is said in the singular, the whole only once', () => {
  const { result } = captionOf(runSample('softmax', [0, 1, 12], 'float16'));
  assert.match(result, /^Naive float16 softmax: 1 of 3 values is NaN, 2 are 0; stable: sums to /);
});

test('Twins that agree are said to, and those that do not by how much they differ', () => {
  const same = captionOf(kernelPayload({ logits: [0, 0], naive: [0.5, 0.5], stable: [0.5, 0.5] }));
  assert.equal(same.outcome, 'holds');
  assert.match(same.result, /sums to 1; stable: sums to 1; the two are equal\.$/);
  const other = captionOf(kernelPayload({ logits: [0, 0], naive: [0.5, 0.5], stable: [0.5, 0.625] }));
  assert.match(other.result, /stable: sums to 1\.125; they differ by up to 0\.13\.$/);
});

test('A log-softmax whose probability underflows is -inf, and a 0 in it is no failure', () => {
  const { result, outcome } = captionOf(runSample('log-softmax', [-120, 0, 3, 50], 'float32'));
  assert.equal(result, 'Naive float32 log-softmax: 1 of 4 values is -inf; stable: from -170 to 0.');
  assert.equal(outcome, 'fails');
  assert.equal(captionOf(runSample('log-softmax', [0, 40], 'float32')).outcome, 'holds');
});

test('A scalar is said as it is, with digits enough to differ from its largest logit', () => {
  const { result } = captionOf(runSample('log-sum-exp', [1000, 1001, 1002], 'float64'));
  assert.equal(result, 'Naive float64 log-sum-exp: inf; stable: 1002.408.');
});

test('A stable softmax that fails too is not called a failure of the naive one', () => {
  const { outcome, input } = captionOf(runSample('softmax', [Infinity, 0, NaN], 'float64'));
  assert.equal(outcome, 'loses');
  assert.equal(input, '3 logits of 0, 1 NaN, 1 inf among them');
});

test('No logits are said to be none', () => {
  assert.deepEqual(captionOf(kernelPayload({ logits: [], naive: [], stable: [] })), {
    result: 'Naive float16 softmax: no values, since there are no logits.',
    outcome: 'holds',
    input: 'no logits',
  });
});
