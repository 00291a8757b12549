import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveLogSoftmax } from './naive.ts';
import { stableLogSoftmax } from './stable.ts';

export const logSoftmax: Kernel = {
  title: 'Log-softmax',
  input: 'logits',
  result: 'vector',
  along: 'axis',
  takes: [],
  formula: { naive: 'log(exp(x) / sum(exp(x)))', stable: 'd - log(sum(exp(d))) with d = x - max(x)' },
  forms,
  naive: naiveLogSoftmax,
  stable: stableLogSoftmax,
};
