import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveSoftmax } from './naive.ts';
import { stableSoftmax } from './stable.ts';

export const softmax: Kernel = {
  title: 'Softmax',
  input: 'logits',
  result: 'vector',
  along: 'axis',
  takes: [],
  formula: { naive: 'exp(x) / sum(exp(x))', stable: 'exp(x - max(x)) / sum(exp(x - max(x)))' },
  forms,
  naive: naiveSoftmax,
  stable: stableSoftmax,
};
