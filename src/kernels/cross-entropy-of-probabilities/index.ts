import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveCrossEntropyOfProbabilities } from './naive.ts';
import { stableCrossEntropyOfProbabilities } from './stable.ts';

export const crossEntropyOfProbabilities: Kernel = {
  title: 'Cross-entropy of probabilities',
  input: 'probabilities',
  result: 'scalar',
  along: 'axis',
  takes: ['target'],
  formula: { naive: '-sum(onehot * log(p))', stable: '-log(p[target])' },
  forms,
  naive: naiveCrossEntropyOfProbabilities,
  stable: stableCrossEntropyOfProbabilities,
};
