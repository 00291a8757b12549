import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveSoftmaxWithBooleanMask } from './naive.ts';
import { stableSoftmaxWithBooleanMask } from './stable.ts';

export const softmaxWithBooleanMask: Kernel = {
  title: 'Softmax with a boolean mask',
  input: 'logits',
  result: 'vector',
  along: 'axis',
  takes: ['keep', 'fullyMasked'],
  formula: {
    naive: 'exp(x) * keep / sum(exp(x) * keep)',
    stable: 'softmax of where(keep, x, -inf), shifted by its maximum',
  },
  forms,
  naive: naiveSoftmaxWithBooleanMask,
  stable: stableSoftmaxWithBooleanMask,
};
