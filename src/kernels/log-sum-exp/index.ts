import type { Kernel } from '../kernel.ts';
import * as forms from './forms.ts';
import { naiveLogSumExp } from './naive.ts';
import { stableLogSumExp } from './stable.ts';

export const logSumExp: Kernel = {
  title: 'Log-sum-exp',
  input: 'logits',
  result: 'scalar',
  along: 'axis',
  takes: [],
  formula: { naive: 'log(sum(exp(x)))', stable: 'm + log(sum(exp(x - m))) with m = max(x)' },
  forms,
  naive: naiveLogSumExp,
  stable: stableLogSumExp,
};
