import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveBinaryCrossEntropy } from './naive.ts';
import { stableBinaryCrossEntropy } from './stable.ts';

export const binaryCrossEntropy: Kernel = {
  title: 'Binary cross-entropy',
  input: 'probabilities',
  result: 'vector',
  along: 'elements',
  takes: ['targets'],
  formula: { naive: '-(t * log(p) + (1 - t) * log(1 - p))', stable: '-(xlogy(t, p) + xlog1py(1 - t, -p))' },
  forms,
  naive: naiveBinaryCrossEntropy,
  stable: stableBinaryCrossEntropy,
};
