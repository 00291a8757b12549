import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveLogMeanExp } from './naive.ts';
import { stableLogMeanExp } from './stable.ts';

export const logMeanExp: Kernel = {
  title: 'Log-mean-exp',
  input: 'logits',
  result: 'scalar',
  along: 'axis',
  takes: [],
  formula: { naive: 'log(mean(exp(x)))', stable: 'm + log(mean(exp(x - m))) with m = max(x)' },
  forms,
  naive: naiveLogMeanExp,
  stable: stableLogMeanExp,
};
