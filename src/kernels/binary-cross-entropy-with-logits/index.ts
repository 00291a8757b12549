import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveBinaryCrossEntropyWithLogits } from './naive.ts';
import { stableBinaryCrossEntropyWithLogits } from './stable.ts';

export const binaryCrossEntropyWithLogits: Kernel = {
  title: 'Binary cross-entropy with logits',
  input: 'logits',
  result: 'vector',
  along: 'elements',
  takes: ['targets'],
  formula: {
    naive: '-(t * log(s) + (1 - t) * log(1 - s)) with s = 1 / (1 + exp(-x))',
    stable: 'max(x, 0) - x * t + log1p(exp(-abs(x)))',
  },
  forms,
  naive: naiveBinaryCrossEntropyWithLogits,
  stable: stableBinaryCrossEntropyWithLogits,
};
