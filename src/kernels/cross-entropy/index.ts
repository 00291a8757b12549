import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveCrossEntropy } from './naive.ts';
import { stableCrossEntropy } from './stable.ts';

export const crossEntropy: Kernel = {
  title: 'Cross-entropy',
  input: 'logits',
  result: 'scalar',
  along: 'axis',
  takes: ['target'],
  formula: {
    naive: '-log(exp(x) / sum(exp(x)))[target]',
    stable: '-(d - log(sum(exp(d))))[target] with d = x - max(x)',
  },
  forms,
  naive: naiveCrossEntropy,
  stable: stableCrossEntropy,
};
