import assert from 'node:assert/strict';
import { test } from 'node:test';
import { positiveOperands } from '../../../../src/analysis/verify/domain.ts';
import { inputsOf } from '../../../../src/analysis/terms/evaluate/inputs.ts';
import { termOf } from '../support/lowered.ts';

async function positiveInputs(expression: string): Promise<number> {
  const term = await termOf(expression);
  const positive = positiveOperands([term]);
  return inputsOf([term]).values.filter((input) => positive.has(input)).length;
}

test('what a square root, a logarithm or a fractional power is taken of as it is, is drawn positive', async () => {
  assert.equal(await positiveInputs('x / np.sqrt(y)'), 1);
  assert.equal(await positiveInputs('x / np.sqrt(y[0])'), 1);
  assert.equal(await positiveInputs('x + np.log(y)'), 1);
  assert.equal(await positiveInputs('x / y ** 0.5'), 1);
});

test('other inputs keep their sign', async () => {
  assert.equal(await positiveInputs('np.exp(x) / np.exp(x).sum()'), 0);
  assert.equal(await positiveInputs('np.log(np.exp(x).sum())'), 0);
  assert.equal(await positiveInputs('x ** 2'), 0);
});
