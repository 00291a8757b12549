import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { arrayMethods, findConstant, findFunction } from '../../../../src/analysis/languages/python/libraries/index.ts';
import { builtinFunctions, mathFunctions } from '../../../../src/analysis/languages/python/libraries/builtins.ts';
import { findDtype } from '../../../../src/analysis/languages/python/libraries/dtypes.ts';
import { numpyFunctions } from '../../../../src/analysis/languages/python/libraries/numpy.ts';
import { kerasActivations } from '../../../../src/analysis/languages/python/libraries/layers.ts';
import {
  kerasLosses,
  mlxLosses,
  optaxLosses,
  tensorflowLosses,
  theanoLosses,
  torchLosses,
} from '../../../../src/analysis/languages/python/libraries/losses.ts';
import * as others from '../../../../src/analysis/languages/python/libraries/others.ts';
import { scipyFunctions } from '../../../../src/analysis/languages/python/libraries/scipy.ts';
import { tensorflowFunctions } from '../../../../src/analysis/languages/python/libraries/tensorflow.ts';
import { torchFunctions } from '../../../../src/analysis/languages/python/libraries/torch.ts';
import { arithmetic, formats } from '../../../../src/kernels/index.ts';
import { binaryFunctions, mapFunctions } from '../../../../src/analysis/terms/evaluate/elementwise.ts';

const double = arithmetic(formats.float64);

const tables = {
  arrayMethods,
  builtinFunctions,
  mathFunctions,
  numpyFunctions,
  scipyFunctions,
  tensorflowFunctions,
  torchFunctions,
  kerasActivations,
  kerasLosses,
  mlxLosses,
  optaxLosses,
  tensorflowLosses,
  theanoLosses,
  torchLosses,
  ...others,
};

const lossNames = [
  'cross-entropy',
  'nll',
  'cross-entropy-of-probabilities',
  'binary-cross-entropy',
  'binary-cross-entropy-of-probabilities',
];

suite('tables of libraries', () => {
  for (const [name, table] of Object.entries(tables)) {
    test(`${name} names maps and operations that there are`, () => {
      for (const [key, { operation, parameters }] of Object.entries(table)) {
        if (operation.does === 'map') assert.ok(operation.name in mapFunctions(double), key);
        if (operation.does === 'binary') assert.ok(operation.name in binaryFunctions(double), key);
        if (operation.does === 'loss') {
          assert.ok(lossNames.includes(operation.name), key);
          assert.ok(lossNames.includes(operation.ofLogits ?? operation.name), key);
        }
        assert.ok(
          parameters.every((parameter) => /^\w+$/.test(parameter)),
          key,
        );
      }
    });
  }

  test('are found by full dotted names', () => {
    assert.deepEqual(findFunction('numpy.exp')?.operation, { does: 'map', name: 'exp' });
    assert.equal(findFunction('numpy.exp')?.family?.name, 'numpy');
    assert.equal(findFunction('jax.numpy.exp')?.family?.name, 'jax');
    assert.equal(findFunction('torch.nn.functional.softmax')?.family?.format, 'float32');
    assert.equal(findFunction('numpy.linalg.norm')?.operation.does, 'reduce');
    assert.equal(findFunction('numpy.constructor'), undefined);
    assert.equal(findFunction('exp'), undefined);
  });

  test('have the constants of their modules', () => {
    assert.equal(findConstant('numpy.e'), Math.E);
    assert.equal(findConstant('torch.inf'), Infinity);
    assert.equal(findConstant('builtins.e'), undefined);
  });

  test('tell formats by what they are called', () => {
    assert.equal(findDtype('numpy.float16'), 'float16');
    assert.equal(findDtype('torch.half'), 'float16');
    assert.equal(findDtype('float'), 'float64');
    assert.equal(findDtype('torch.float'), 'float32');
    assert.equal(findDtype('<f4'), 'float32');
    assert.equal(findDtype('torch.bfloat16'), 'bfloat16');
    assert.equal(findDtype('torch.HalfTensor'), 'float16');
    assert.equal(findDtype('toString'), undefined);
  });
});
