import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveSoftmaxWithAdditiveMask } from './naive.ts';
import { stableSoftmaxWithAdditiveMask } from './stable.ts';

export const softmaxWithAdditiveMask: Kernel = {
  title: 'Softmax with an additive mask',
  input: 'logits',
  result: 'vector',
  along: 'axis',
  takes: ['mask', 'fullyMasked'],
  formula: { naive: 'softmax(x + mask), not shifted', stable: 'softmax(x + mask), shifted by its maximum' },
  forms,
  naive: naiveSoftmaxWithAdditiveMask,
  stable: stableSoftmaxWithAdditiveMask,
};
