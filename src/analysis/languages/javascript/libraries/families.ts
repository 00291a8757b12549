// How the language itself and TensorFlow.js compute.
import type { Family } from '../../shared/libraries/family.ts';
import { objects } from '../../shared/libraries/objects.ts';
import * as functions from './functions.ts';

const common = { pairs: false, axis: 'axis', keepdims: 'keepdims', maximum: undefined } as const;

/** Numbers one at a time, in double precision; overflow gives Infinity, and nothing says so. */
export const numbers: Family = {
  ...common,
  name: 'ecmascript',
  format: 'float64',
  behaviour: { overflow: 'silent', differentiates: false, numbers: true },
  methods: false,
  softmax: undefined,
  functions: functions.ecmascript,
};

/** The same where the results are kept in a Float32Array. */
export const singles: Family = { ...numbers, format: 'float32' };

export const tfjs: Family = {
  ...common,
  name: 'tfjs',
  format: 'float32',
  behaviour: { overflow: 'silent', differentiates: true },
  methods: true,
  softmax: undefined,
  functions: functions.tfjs,
};

/** mathjs works on numbers and on arrays of them, by element. */
export const mathjs: Family = {
  ...numbers,
  behaviour: { overflow: 'silent', differentiates: false },
  functions: functions.mathjs,
};

/** Objects of a class of the project that are kept in a Float32Array. */
export const singleObjects: Family = { ...objects, format: 'float32' };
